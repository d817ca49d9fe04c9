import { withCapital } from '../domain/first-letter.ts';
import type { GivenEvidence } from './evidence.ts';

type Reader = (found: string[]) => GivenEvidence;

const observed = (observation: Record<string, unknown> & { call: string }, facts = {}): GivenEvidence => ({
  observations: [observation],
  facts,
});

/** How errors quote what was answered or found. The first that fits counts. */
export const READERS: [RegExp, Reader][] = [
  [
    /Login with Amazon answered (\d{3}|server_error|temporarily_unavailable)(?: ([\w ]{1,80}?))?(?:: ([^\n]{0,4000}))?(?:\.|$)/m,
    ([, status = '', code = '', message = '']) =>
      observed({ call: 'lwa:token', httpStatus: lwaStatus(status, message), code: code || status, message }),
  ],
  [
    /Login with Amazon could not be reached \(([^)]{0,300})\)/,
    ([, code = '']) => observed({ call: 'lwa:token', code, message: `could not be reached: ${code}` }),
  ],
  [
    /(\w{1,80}) on (https?:\/\/\S{1,300}?):? (?:SP-API )?could not be reached \(([^)]{0,300})\)/,
    ([, operation, endpoint, code]) =>
      observed({ call: `sp-api:${operation}`, endpoint, code, message: `could not be reached: ${code}` }),
  ],
  [
    /(\w{1,80}) on (https?:\/\/\S{1,300}?):? (?:SP-API )?answered (\d{3}) (?:(?:without a code|([\w.-]{1,100}?)): ([^\n]{0,4000}?)(?: \(([^()]{0,2000})\))?(?=\.?$|\n)|no error body(?:: (\(HTML\)))?|an error body in no known form|([\w.-]{1,100}?)(?=\.?$|\n))/m,
    ([, operation, endpoint, status, code, message, details, page, only]) =>
      page
        ? observed(
            { call: `sp-api:${operation}`, endpoint, httpStatus: failing(status), message: page },
            { requestHasBody: false },
          )
        : observed({
            call: `sp-api:${operation}`,
            endpoint,
            // Errors in an answer of 200 are errors.
            httpStatus: code ? failing(status) || statusOf(code) : status,
            code: code ?? only,
            message,
            details,
          }),
  ],
  [
    /STS refused (arn:\S+) to the access key \S+: ([^\n]*)/,
    ([, roleArn, message]) => refused(roleArn, message),
  ],
  [
    /STS does not accept it(?: yet)?: ([^\n]*)/,
    ([, message]) =>
      observed({ call: 'sts:GetCallerIdentity', httpStatus: 403, message }, { accessKeyActive: true }),
  ],
  [
    /IAM does not accept the user as principal of the role [^\s:]+(?: yet)?: ([^\n]*)/,
    ([, message]) =>
      observed({ call: 'iam:CreateRole', httpStatus: 400, code: 'MalformedPolicyDocument', message }),
  ],
  [
    /\b((?:iam|sts|ssm|sqs):\w+)(?: on \S+)? failed with (\w+)(?:: ([^\n]*))?/,
    ([, call = '', code, message]) => observed({ call, code, message }),
  ],
  [
    /Cannot exceed quota for AccessKeysPerUser|IAM allows (2|two)\b/,
    () =>
      observed(
        { call: 'iam:CreateAccessKey', httpStatus: 409, code: 'LimitExceeded' },
        { accessKeyCount: 2 },
      ),
  ],
  [
    /The account has an IAM (user|role|policy) named (\S+) that was not made here/,
    ([, kind = '', name]) =>
      observed({
        call: `iam:Create${withCapital(kind)}`,
        httpStatus: 409,
        code: 'EntityAlreadyExists',
        message: `${kind} ${name} already exists`,
      }),
  ],
  [
    /The IAM resources are not as the tutorial wants them:([\s\S]*)/,
    ([, faults = '']) => ({
      facts: Object.fromEntries(
        FAULTS.filter(([words]) => words.test(faults)).map(([, fact]) => [fact, false]),
      ),
    }),
  ],
  [
    /does not take part in \S+ \((\w+)\); it takes part in ([^.]*)\./,
    ([, marketplaceId, participations]) =>
      observed(
        { call: 'sp-api:getMarketplaceParticipations', httpStatus: 200 },
        { marketplaceId, participations, marketplaceParticipates: false },
      ),
  ],
  [
    /Amazon was asked for a new client secret .*, and none has come/,
    () =>
      observed({ call: 'sp-api:rotateApplicationClientSecret', httpStatus: 204 }, { messageArrived: false }),
  ],
];

/** What VerifyPolicies finds, and the fact that it disproves. */
const FAULTS: [RegExp, string][] = [
  [/the role \S+ does not exist/, 'roleExists'],
  [/ does not trust /, 'trustPolicyAllowsCaller'],
  [/has no inline policy that allows sts:AssumeRole/, 'userPolicyAllowsAssumeRole'],
];

// A page that came with a good status is no good answer.
const failing = (status = '') => (Number(status) < 400 ? 0 : Number(status));
const statusOf = (code: string): number => STATUSES.find(([codes]) => codes.test(code))?.[1] ?? 0;
const STATUSES: [RegExp, number][] = [
  [/^(Unauthorized|Forbidden|AccessDenied\w*|403)$/i, 403],
  [/^(QuotaExceeded|TooManyRequests\w*|429)$/i, 429],
  [/^(InternalFailure|InternalError|500)$/i, 500],
  [/^(InvalidInput|400)$/i, 400],
];
const lwaStatus = (status: string, message: string) =>
  message === '(HTML)' ? failing(status) : Number(status) || 503;

const CODES: [RegExp, string][] = [
  [/is not authorized to perform/, 'AccessDenied'],
  [/security token included in the request is invalid/, 'InvalidClientTokenId'],
  [/signature we calculated|Signature (expired|not yet)/, 'SignatureDoesNotMatch'],
];

const refused = (roleArn = '', message = ''): GivenEvidence => {
  const code = CODES.find(([words]) => words.test(message))?.[1];
  return observed({ call: 'sts:AssumeRole', httpStatus: 403, code, message }, { roleArn });
};
