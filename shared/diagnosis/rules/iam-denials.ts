import { AWS } from '../reading/read-call.ts';
import { above, below, is, type Rule } from '../rule.ts';

const DENIED = { service: AWS, status: [400, 401, 403] } as const;
const CODE = /^(accessdenied|unauthorizedoperation|authorization|notauthorized)$/;
const ELSEWHERE = /explicit deny|permissions boundary|service control policy|resource control policy/;
/** The 403 of a permission that was granted moments ago. */
const PASSING = 120;

/** Something was written moments ago, or the same call worked a little later. */
const FRESH = {
  any: [below('policyAgeSeconds', PASSING), below('roleAgeSeconds', PASSING), is('retrySucceeded', true)],
};

/** Who may not do what: AWS says it in the tail of one sentence. */
export const IAM_DENIAL_RULES: readonly Rule[] = [
  {
    id: 'iam-operator-lacks-permission',
    stage: 'iam',
    family: 'not-allowed',
    cause: 'The AWS identity that runs the set-up has not been granted this IAM action.',
    remedy:
      'Run the set-up as an administrator, or have one grant the action in the message, or have one make user, role and policy for you.',
    source:
      'https://github.com/amzn/selling-partner-api-samples/blob/main/use-cases/lwa-rotation/docs/DEPLOYMENT.md',
    when: [
      { ...DENIED, words: /not authorized to perform: iam:/, notWords: ELSEWHERE },
      { ...DENIED, service: ['iam'], code: CODE, notWords: ELSEWHERE },
    ],
    byWords: 'likely',
    otherwise: 'a permission that was granted moments ago has not spread yet',
    contradicts: [is('retrySucceeded', true), below('policyAgeSeconds', PASSING)],
    next: ['scp'],
  },
  {
    id: 'iam-explicit-deny-mfa',
    stage: 'iam',
    family: 'not-allowed',
    cause:
      'A policy of the user or its group denies calls that are made without multi-factor authentication.',
    remedy:
      'Get a session with sts:GetSessionToken, SerialNumber and TokenCode and run the set-up in it, or leave the SP-API user out of that policy.',
    source: 'https://github.com/aws/aws-cdk/issues/27622',
    when: [{ ...DENIED, words: /explicit deny in an identity-based policy/ }],
    proves: [is('mfaRequired', true)],
    contradicts: [is('mfaRequired', false), is('mfaAuthenticated', true)],
    hints: /mfa|multi.?factor/i,
    next: ['mfaSession', 'scp'],
  },
  {
    id: 'iam-explicit-deny-elsewhere',
    stage: 'iam',
    family: 'not-allowed',
    cause:
      'A service control policy, a permissions boundary or a session policy takes the action away, whatever is granted.',
    remedy:
      'Ask who administers the organization or the boundary to allow the action in the message; granting it to the user changes nothing.',
    source: 'https://repost.aws/knowledge-center/iam-explicit-deny-errors',
    when: [
      {
        ...DENIED,
        words:
          /explicit deny in a (service control|resource control|session) policy|permissions boundary|no service control policy allows/,
      },
    ],
    byWords: 'certain',
    next: ['scp'],
  },
  {
    id: 'ssm-put-parameter-denied',
    stage: 'iam',
    family: 'not-allowed',
    cause:
      'The identity that stores the results may not use this parameter: no policy names its action, path and region.',
    remedy:
      'Grant ssm:PutParameter and ssm:GetParameter on the ARN in the message (look at its region and slashes), and kms:Encrypt and kms:Decrypt for a key of your own.',
    source: 'https://github.com/everything2/everything2/issues/2116',
    when: [
      { ...DENIED, service: ['ssm', 'other'], words: /not authorized to perform: ssm:/, notWords: ELSEWHERE },
      {
        ...DENIED,
        service: ['ssm'],
        code: CODE,
        notWords: /explicit deny|permissions boundary|service control policy|ciphertext|kms|key/,
      },
    ],
    byWords: 'likely',
    otherwise: 'a permission that was granted moments ago has not spread yet',
    contradicts: [is('retrySucceeded', true), below('policyAgeSeconds', PASSING)],
    next: ['scp'],
  },
  {
    id: 'aws-permission-propagation',
    stage: 'iam',
    family: 'not-yet',
    cause:
      'The permission, the role or its trust was written moments ago and has not spread through AWS yet.',
    remedy: 'Repeat the same call with growing pauses for a minute or two, before anything is changed.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html',
    when: [
      {
        ...DENIED,
        words: /not authorized to perform|cannot be assumed|unable to assume/,
        notOperation: /AssumeRole/i,
      },
      { ...DENIED, code: CODE, notOperation: /AssumeRole/i },
    ],
    needs: FRESH,
    suggests: [FRESH],
    proves: [is('retrySucceeded', true)],
    contradicts: [is('retrySucceeded', false), above('persistsForSeconds', PASSING)],
    next: ['retry'],
  },
];
