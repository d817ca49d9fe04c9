import type { Observation } from './random-evidence.ts';
import { type Answered, AWS_FORMS, LWA_FORMS, SP_API_FORMS } from './sdk-spellings.ts';

type Spelling = (one: Observation) => Observation;
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const isAws = ({ call }: Observation) =>
  /^(iam|sts|ssm|kms|sns|sqs|states|lambda|events|logs|cloudformation):/.test(call);
const isSpApi = ({ call }: Observation) => call.startsWith('sp-api:');
const isPlain = ({ code, message, ...one }: Observation) =>
  /^[A-Za-z_]{4,60}$/.test(text(code)) &&
  text(message) !== '' &&
  !/["'<>{}\\[\]|`\n]|Exception|Error|\(/.test(`${text(message)}${text(one.details)}`);
const failed = ({ httpStatus }: Observation) => Number(httpStatus ?? 0) >= 300;
/** The names of the services that an SDK has a name of its own for. */
const SDK_NAMES: Record<string, string> = {
  iam: 'IAM',
  sts: 'STS',
  ssm: 'SSM',
  kms: 'KMS',
  sns: 'SNS',
  sqs: 'SQS',
  states: 'SFN',
  lambda: 'Lambda',
  events: 'EventBridge',
  logs: 'CloudWatch Logs',
  cloudformation: 'CloudFormation',
};

/** Puts code, message and details into one text, as a program wrote it. */
const written =
  (isOf: (one: Observation) => boolean, write: (answered: Answered) => string): Spelling =>
  (one) => {
    if (!isOf(one) || !failed(one) || !isPlain(one)) return one;
    const { code, details, ...rest } = one;
    const [service = '', operation = ''] = one.call.split(':');
    return {
      ...rest,
      // Only SP-API writes details into its answer.
      ...(!isSpApi(one) && details !== undefined && { details }),
      message: write({
        code: text(code),
        message: text(one.message),
        details: text(details),
        status: Number(one.httpStatus),
        service: SDK_NAMES[service] ?? 'Some',
        operation: operation || 'DoSomething',
      }),
    };
  };
const spelled = (
  of: string,
  isOf: (one: Observation) => boolean,
  forms: Record<string, (answered: Answered) => string>,
) =>
  Object.fromEntries(
    Object.entries(forms).map(([name, write]) => [`an error of ${of} as ${name}`, written(isOf, write)]),
  );

/** As SDKs and tools write errors. */
export const FORMS: Record<string, Spelling> = {
  ...spelled('AWS', isAws, AWS_FORMS),
  ...spelled('SP-API', isSpApi, SP_API_FORMS),
  ...spelled('Login with Amazon', ({ call }) => call.startsWith('lwa:'), LWA_FORMS),
};

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
  ...FORMS,
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
