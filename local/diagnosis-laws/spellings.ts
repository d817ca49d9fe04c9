import type { Observation } from './random-evidence.ts';

type Spelling = (one: Observation) => Observation;
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const isAws = ({ call }: Observation) =>
  /^(iam|sts|ssm|kms|sns|sqs|states|lambda|events|logs|cloudformation):/.test(call);
const isPlain = ({ code, message }: Observation) =>
  /^[A-Z][A-Za-z]{3,60}$/.test(text(code)) &&
  text(message) !== '' &&
  !/["'<>{}\\[\]|`\n]|Exception|Error|\(/.test(text(message));
const failed = ({ httpStatus }: Observation) => Number(httpStatus ?? 0) >= 300;
const operationOf = ({ call }: Observation) => call.split(':')[1] ?? '';
const withoutCode = ({ code: _, ...one }: Observation) => one as Observation;
/** Another way to write a message that AWS gave with a code. */
const packed =
  (write: (code: string, message: string, one: Observation) => string): Spelling =>
  (one) =>
    isAws(one) && failed(one) && isPlain(one)
      ? { ...withoutCode(one), message: write(text(one.code), text(one.message), one) }
      : one;

/** Ways to write the same observation; none changes what is known. */
export const SPELLINGS: Record<string, Spelling> = {
  'a code with Exception': (one) =>
    /^[A-Z][A-Za-z]+$/.test(text(one.code)) && !/(Exception|Error|Fault)$/.test(text(one.code))
      ? { ...one, code: `${one.code}Exception` }
      : one,
  'a code with a namespace': (one) =>
    /^[A-Z][A-Za-z]+$/.test(text(one.code)) ? { ...one, code: `com.amazonaws.some.v1#${one.code}` } : one,
  'a code in lower case': (one) => ({ ...one, code: text(one.code).toLowerCase() || null }),
  'a status as text': (one) => ({ ...one, httpStatus: one.httpStatus ? String(one.httpStatus) : null }),
  'headers in lower case': (one) => ({
    ...one,
    headers: one.headers
      ? Object.fromEntries(Object.entries(one.headers).map(([name, value]) => [name.toLowerCase(), value]))
      : null,
  }),
  'an error of boto': packed(
    (code, message, one) =>
      `An error occurred (${code}) when calling the ${operationOf(one)} operation: ${message}`,
  ),
  'an error of Java': packed(
    (code, message) =>
      `${message} (Service: Some; Status Code: 400; Error Code: ${code}; Request ID: 5f642215-959a-11e8-bfd1-81a81941d54a)`,
  ),
  'an error of Go': packed(
    (code, message, one) =>
      `operation error Some: ${operationOf(one)}, https response error StatusCode: ${one.httpStatus}, RequestID: 5f642215-959a-11e8-bfd1-81a81941d54a, api error ${code}: ${message}`,
  ),
  'an error as XML': packed(
    (code, message) =>
      `<ErrorResponse xmlns="https://x.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  ),
  'an error as JSON': packed((code, message) => JSON.stringify({ __type: code, message })),
  'an error of CloudFormation': packed(
    (code, message) =>
      `Resource handler returned message: "${message} (Service: Some, Status Code: 400, Request ID: 5f642215-959a-11e8-bfd1-81a81941d54a)" (RequestToken: 5f642215-959a-11e8-bfd1-81a81941d54a, HandlerErrorCode: ${code})`,
  ),
};

/** What does not belong to the error: it may be anywhere around the words, and changes nothing. */
export const NOISES = [
  ' at https://host.example.com/AccessDenied/marketplace?x=ThrottlingException',
  " for the parameter '/sp-api/Rate exceeded/marketplace'",
  ' (arn:aws:iam::111122223333:role/ThrottlingException)',
  ' in /var/task/marketplace/AccessDenied/expired-token.js',
  ' "Rate exceeded"',
  ' [RequestId: 5f642215-959a-11e8-bfd1-81a81941d54a]',
];
