/**
 * Loaded into every local Lambda before its bundle: each outgoing request says which application, state and process it
 * comes from, so that the proxy can break this one; and time runs faster, as the waits of the state machines do.
 */
import { subscribe } from 'node:diagnostics_channel';
import { skipTimeouts } from './skip-timeouts.mjs';

const { env, pid } = process;

/** From the instant `origin` on, clocks run `rate` times as fast. */
const { origin, rate } = JSON.parse(env.VIRTUAL_TIME);
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length > 0 ? given : [globalThis.Date.now()]));
  }
  static now() {
    return Math.round(origin + (RealDate.now() - origin) * rate);
  }
};
skipTimeouts();

let tags = {};
subscribe('lambda:invocation', (event) => {
  const text = JSON.stringify(event);
  // A message of the queue names the client only, a request for a page and what it asks of the private function only
  // the id of its link.
  const subject =
    text.match(/"appName":"([a-z0-9-]+)"/)?.[1] ??
    event.rawPath?.split('/')[1] ??
    event.id ??
    text.match(/amzn1\.application-oa2-client\.[0-9a-f]{32}/)?.[0];
  // A function of a queue or of pages has no state: functions/take-client-secret/handler.handler
  const state = event.context?.state ?? env._HANDLER.split('/')[1];
  tags = { 'x-fault-subject': subject ?? '', 'x-fault-state': state, 'x-fault-pid': String(pid) };
});

subscribe('http.client.request.created', ({ request }) => {
  for (const [name, value] of Object.entries(tags)) request.setHeader(name, value);
});
subscribe('undici:request:create', ({ request }) => {
  for (const [name, value] of Object.entries(tags)) request.addHeader(name, value);
});
