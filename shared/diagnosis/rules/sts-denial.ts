import { type Condition, is, type Symptom, works } from '../rule.ts';

/** STS refuses a role, in the sentence that it has for every reason. Words that say more are another rule's. */
export const ROLE_DENIED = {
  service: ['sts'],
  status: [403],
  code: /AccessDenied|UnauthorizedOperation/i,
  words: /sts:AssumeRole|AccessDenied/i,
  notWords:
    /resource: arn:aws[\w-]*:iam::[^:]*:user\/|explicit deny|permissions boundary|service control policy/i,
} as const satisfies Symptom;

/** The same call has worked since. */
export const WORKED_LATER: Condition[] = [works(/AssumeRole/i), is('retrySucceeded', true)];
