import { type Condition, is, type Symptom, works } from '../rule.ts';

const STS = { service: ['sts'], status: [400, 401, 403] } as const;
/** STS says what denies, or that a user was given: another rule's words. */
export const DENIED_OTHERWISE = /explicit deny|permissions boundary|service control policy/;
const USER_GIVEN = /on resource: arn_iam_user/;

/** STS refuses a role: by the code or by the sentence, programs keep one of them. */
export const roleDenied = (notWords: RegExp): Symptom[] => [
  { ...STS, operation: /^(AssumeRole)?$/i, code: /^(accessdenied|unauthorizedoperation)$/, notWords },
  { ...STS, words: /not authorized to perform: sts:assumerole/, notWords },
];

/** In the sentence that it has for every reason; `more` are further words that are another rule's. */
export const roleDeniedPlainly = (...more: RegExp[]): Symptom[] =>
  roleDenied(new RegExp([DENIED_OTHERWISE, USER_GIVEN, ...more].map(({ source }) => source).join('|')));

/** The same call has worked since. */
export const WORKED_LATER: Condition[] = [works(/AssumeRole/i), is('retrySucceeded', true)];
