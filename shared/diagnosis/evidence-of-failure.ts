import * as z from 'zod/mini';
import type { Failure } from '../domain/failure.ts';
import { Evidence, type GivenEvidence } from './evidence.ts';

type Reader = (found: string[]) => GivenEvidence;

const observed = (observation: Record<string, unknown> & { call: string }, facts = {}): GivenEvidence => ({
  observations: [observation],
  facts,
});

/** How the errors of the clients quote what was answered. The first that fits counts. */
const READERS: [RegExp, Reader][] = [
  [
    /Login with Amazon answered (\d{3}|server_error|temporarily_unavailable)(?: ([\w ]+?))?(?:: ([^\n]*))?(?:\.|$)/m,
    ([, status = '', code = '', message = '']) =>
      observed({ call: 'lwa:token', httpStatus: Number(status) || 503, code: code || status, message }),
  ],
  [
    /Login with Amazon could not be reached \(([^)]*)\)/,
    ([, code = '']) => observed({ call: 'lwa:token', code, message: `could not be reached: ${code}` }),
  ],
  [
    /(\w+) on (https?:\/\/\S+?):? (?:SP-API )?could not be reached \(([^)]*)\)/,
    ([, operation, endpoint, code]) =>
      observed({ call: `sp-api:${operation}`, endpoint, code, message: `could not be reached: ${code}` }),
  ],
  [
    /(\w+) on (https?:\/\/\S+?):? (?:SP-API )?answered (\d{3}) (?:(\w+): ([^\n]*?)(?: \(([^()]*)\))?(?=\.?$|\n)|no error body)/m,
    ([, operation, endpoint, httpStatus, code, message, details]) =>
      observed({ call: `sp-api:${operation}`, endpoint, httpStatus, code, message, details }),
  ],
  [
    /STS refused (arn:\S+) to the access key \S+: ([^\n]*)/,
    ([, roleArn, message]) => refused(roleArn, message),
  ],
  [
    /STS does not accept it yet: ([^\n]*)/,
    ([, message]) =>
      observed({ call: 'sts:GetCallerIdentity', httpStatus: 403, message }, { accessKeyActive: true }),
  ],
  [
    /IAM does not accept the user as principal of the role .*? yet: ([^\n]*)/,
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
];

const CODES: [RegExp, string][] = [
  [/is not authorized to perform/, 'AccessDenied'],
  [/security token included in the request is invalid/, 'InvalidClientTokenId'],
  [/signature we calculated|Signature (expired|not yet)/, 'SignatureDoesNotMatch'],
];

const refused = (roleArn = '', message = ''): GivenEvidence => {
  const code = CODES.find(([words]) => words.test(message))?.[1];
  return observed({ call: 'sts:AssumeRole', httpStatus: 403, code, message }, { roleArn });
};

/** What the name of an error says about time: the clients use these only when nothing is fresh any more. */
const SETTLED: Record<string, Record<string, number>> = {
  AssumeRoleDenied: { persistsForSeconds: 600 },
  AccessKeyInvalid: { accessKeyAgeSeconds: 600 },
};

/**
 * The evidence in the words of a failure; none when it quotes no answer of AWS or Amazon.
 * @param failure a failure as {@link readFailure} gives it
 */
export function evidenceOfFailure({ error, what }: Failure): Evidence | undefined {
  for (const [words, read] of READERS) {
    const found = what.match(words);
    if (!found) continue;
    const { observations, facts } = read([...found]);
    return z.parse(Evidence, { observations, facts: { ...facts, ...SETTLED[error] } });
  }
  return undefined;
}
