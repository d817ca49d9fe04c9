import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { faultAnswer } from '../amazon/faults.ts';
import type { Service } from './calls.ts';

/** An answer as it goes over the wire. */
export interface WireAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

type Trouble = 'throttle' | 'error-500' | 'error-503';

/** Code and message by service. Source: "Common errors" of each API reference. */
const AWS: Record<Trouble, { status: number; code: string; message: string }> = {
  throttle: { status: 400, code: 'Throttling', message: 'Rate exceeded' },
  'error-500': { status: 500, code: 'InternalFailure', message: 'The request processing has failed.' },
  'error-503': { status: 503, code: 'ServiceUnavailable', message: 'The request has failed.' },
};

/** What `--kind html` and a proxy in between answer. */
const PAGE =
  '<!DOCTYPE html><html><head><title>Gateway</title></head><body>Service Unavailable</body></html>';

/** Trouble in the service's own shape. */
export function troubleOf(service: Service, trouble: Trouble): WireAnswer {
  if (service === 'lwa' || service === 'sp-api') return amazonTrouble(service, trouble);
  const { status, code, message } = AWS[trouble];
  if (service === 'ssm' || service === 'states') {
    const __type = trouble === 'throttle' ? 'ThrottlingException' : code;
    return answer(status, 'application/x-amz-json-1.1', JSON.stringify({ __type, message }));
  }
  if (service === 'lambda') {
    const errortype = trouble === 'throttle' ? 'TooManyRequestsException' : `${code}Exception`;
    const told = answer(
      trouble === 'throttle' ? 429 : status,
      'application/json',
      JSON.stringify({ message }),
    );
    return { ...told, headers: { ...told.headers, 'x-amzn-errortype': errortype } };
  }
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  const xml = `<ErrorResponse>${error}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
  return answer(status, 'text/xml', xml);
}

const NAMES = { throttle: 'throttle', 'error-500': 'server-error', 'error-503': 'unavailable' } as const;

function amazonTrouble(service: 'lwa' | 'sp-api', trouble: Trouble): WireAnswer {
  const { status, body } = faultAnswer(service, NAMES[trouble], randomUUID());
  return answer(status, 'application/json', JSON.stringify(body));
}

/** A page where an answer should be, as proxies and captive portals send it. */
export const htmlPage = (): WireAnswer => answer(200, 'text/html', PAGE);

/** Bytes that are no answer at all, with the status of one. */
export const garbage = ({ headers }: WireAnswer): WireAnswer =>
  answer(200, headers['content-type'] ?? 'application/json', '\u0000\u0007{"<xml\ufffd');

/** The first half of an answer, as if it were all of it. */
export const half = ({ status, headers, body }: WireAnswer): WireAnswer =>
  answer(
    status,
    headers['content-type'] ?? 'application/json',
    body.subarray(0, Math.floor(body.length / 2)),
  );

export function answer(status: number, type: string, content: string | Buffer): WireAnswer {
  const body = Buffer.from(content);
  return { status, headers: { 'content-type': type, 'content-length': String(body.length) }, body };
}
