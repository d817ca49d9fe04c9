import type { Answer, Received, Stub } from './stub-server.ts';

/** Settings of an SDK client that talks to a stub and tries once. */
export const stubConfig = ({ url }: Pick<Stub, 'url'>) => ({
  endpoint: url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAFAKE', secretAccessKey: 'FAKE_SECRET_ACCESS_KEY' },
  maxAttempts: 1,
});

/** Action and parameters of a request to a JSON service (SSM, Step Functions). */
export const jsonCall = ({ headers, body }: Received): [string, unknown] => [
  String(headers['x-amz-target']).split('.')[1] ?? '',
  JSON.parse(body),
];

/** Action and parameters of a request to a query service (IAM, STS, SNS). */
export function queryCall({ body }: Received): [string, Record<string, string>] {
  const { Action = '', Version: _, ...rest } = Object.fromEntries(new URLSearchParams(body));
  return [Action, rest];
}

const xml = (status: number, body: string): Answer => ({
  status,
  body,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': 'req-1' },
});

/** A success of a query service. */
export const queryReply = (action: string, result: string): Answer =>
  xml(
    200,
    `<${action}Response><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>req-1</RequestId></ResponseMetadata></${action}Response>`,
  );

/** A refusal of a query service. */
export const queryError = (status: number, code: string, message = 'said'): Answer =>
  xml(
    status,
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>req-1</RequestId></ErrorResponse>`,
  );

/** A refusal of a JSON service. */
export const jsonError = (code: string, message = 'said'): Answer => ({
  status: 400,
  body: { __type: code, message },
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'req-1' },
});
