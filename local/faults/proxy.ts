import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen } from '../amazon/server.ts';
import type { VirtualTime } from '../stack/virtual-time.ts';
import type { WireAnswer } from './answers.ts';
import { readCall } from './calls.ts';
import type { Eyes } from './eventual-iam.ts';
import type { Fault } from './faults.ts';
import { inject } from './inject.ts';
import { createToldTimes } from './told-times.ts';
import { send, write } from './wire.ts';

/** A call as it was counted. */
export interface CountedCall {
  /** `State/service:Operation` */
  call: string;
  nth: number;
}

/** What the proxy does with the calls for one application. */
export interface Watch {
  calls: CountedCall[];
  faults: Fault[];
  /** How many faults were injected. */
  injected: number;
  /** IAM as it is for up to a minute after a change; undefined where it shows changes at once. */
  eyes: Eyes | undefined;
}

/** Where the requests of the functions really go. */
export interface Upstreams {
  aws: string;
  sts: string;
  amazon: string;
}

/** Stands between the functions and both AWS and Amazon. */
export interface FaultProxy {
  url: string;
  /**
   * Watches the calls for an application from now on, in place of an earlier watch.
   * @param subjects its name, and its client id where messages name only that
   */
  watch(subjects: string[], options?: { faults?: Fault[]; eyes?: Eyes | undefined }): Watch;
  /** Counts the calls for another subject as those for an application that is watched, such as the id of its link. */
  alsoWatch(appName: string, subject: string): void;
  /** Ends the watch of an application, whatever its subjects. */
  forget(appName: string): void;
  close(): Promise<void>;
}

/** Starts the proxy on a free port of this machine. */
export async function startFaultProxy(upstreams: Upstreams, time: VirtualTime): Promise<FaultProxy> {
  const watches = new Map<string, Watch>();
  const toldTimes = createToldTimes(time);
  // The AWS SDK sets its clock by this header, and makes a call again when it has.
  const inVirtualTime = ({ headers, ...rest }: WireAnswer) => ({
    ...rest,
    headers: { ...headers, date: time.now().toUTCString() },
  });

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { subject, state, pid } = takeTags(incoming);
    const call = readCall(incoming.url ?? '/', incoming.headers, body.toString());
    const { service } = call;
    const to =
      upstreams[service === 'sts' ? 'sts' : service === 'lwa' || service === 'sp-api' ? 'amazon' : 'aws'];
    const watch = watches.get(subject);
    const direct = async () => inVirtualTime(toldTimes(call, await send(to, incoming, body)));
    const forward = () =>
      watch?.eyes ? watch.eyes.see({ ...call, state }, incoming.headers, direct) : direct();
    const fault = watch && count(watch, `${state}/${service}:${call.operation}`);
    if (fault) return inject(fault.kind, { service, outgoing, pid, forward });
    write(outgoing, await forward());
  };

  const server = createServer((incoming, outgoing) => {
    // A caller that hangs up, or an upstream that has ended, ends this exchange alone.
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.keepAliveTimeout = 60_000;
  const url = await listen(server, 0);
  return {
    url,
    watch: (subjects, { faults = [], eyes } = {}) => {
      const watch: Watch = { calls: [], faults, injected: 0, eyes };
      for (const subject of subjects) watches.set(subject, watch);
      return watch;
    },
    alsoWatch: (appName, subject) => {
      const watch = watches.get(appName);
      if (watch) watches.set(subject, watch);
    },
    forget: (appName) => {
      const watch = watches.get(appName);
      for (const [subject, one] of watches) if (one === watch) watches.delete(subject);
    },
    close: () => close(server),
  };
}

/** Takes out what the Lambda's preload has put in: nobody else shall see it. */
function takeTags({ headers }: IncomingMessage) {
  const take = (name: string) => {
    const value = String(headers[name] ?? '');
    delete headers[name];
    return value;
  };
  return { subject: take('x-fault-subject'), state: take('x-fault-state'), pid: Number(take('x-fault-pid')) };
}

function count(watch: Watch, call: string): Fault | undefined {
  const nth = watch.calls.filter((one) => one.call === call).length + 1;
  watch.calls.push({ call, nth });
  const fault = watch.faults.find((one) => one.call === call && nth >= one.nth && nth < one.nth + one.times);
  if (fault) watch.injected += 1;
  return fault;
}
