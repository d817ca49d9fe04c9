import { is, type Rule } from '../rule.ts';

const AWS = ['iam', 'sts', 'ssm', 'sqs', 'other'] as const;
const DENIED = {
  service: AWS,
  status: [400, 403],
  code: /AccessDenied|UnauthorizedOperation|AuthorizationError/i,
} as const;

/** Who may not do what: AWS says it in the tail of one sentence. */
export const IAM_DENIAL_RULES: readonly Rule[] = [
  {
    id: 'iam-operator-lacks-permission',
    stage: 'iam',
    cause: 'The AWS identity that runs the set-up has not been granted this IAM action.',
    remedy:
      'Run the set-up as an administrator, or have one grant the action in the message, or have one make user, role and policy for you.',
    source:
      'https://github.com/amzn/selling-partner-api-samples/blob/main/use-cases/lwa-rotation/docs/DEPLOYMENT.md',
    when: [
      {
        ...DENIED,
        words: /not authorized to perform: iam:/i,
        notWords: /explicit deny|permissions boundary|service control policy/i,
      },
      { ...DENIED, service: ['iam'], notWords: /explicit deny|permissions boundary|service control policy/i },
    ],
    unmistakable: true,
    next: ['scp'],
  },
  {
    id: 'iam-explicit-deny-mfa',
    stage: 'iam',
    cause:
      'A policy of the user or its group denies calls that are made without multi-factor authentication.',
    remedy:
      'Get a session with sts:GetSessionToken, SerialNumber and TokenCode and run the set-up in it, or leave the SP-API user out of that policy.',
    source: 'https://github.com/aws/aws-cdk/issues/27622',
    when: [{ ...DENIED, words: /explicit deny in an identity-based policy/i }],
    proves: [is('mfaRequired', true)],
    contradicts: [is('mfaRequired', false), is('mfaAuthenticated', true)],
    hints: /mfa|multi.?factor/i,
    next: ['mfaSession', 'scp'],
  },
  {
    id: 'iam-explicit-deny-elsewhere',
    stage: 'iam',
    cause:
      'A service control policy, a permissions boundary or a session policy takes the action away, whatever is granted.',
    remedy:
      'Ask who administers the organization or the boundary to allow the action in the message; granting it to the user changes nothing.',
    source: 'https://repost.aws/knowledge-center/iam-explicit-deny-errors',
    when: [
      {
        ...DENIED,
        words:
          /explicit deny in a (service control|resource control|session) policy|permissions boundary|no service control policy allows/i,
      },
    ],
    unmistakable: true,
    next: ['scp'],
  },
  {
    id: 'ssm-put-parameter-denied',
    stage: 'iam',
    cause:
      'The identity that stores the results may not use this parameter: no policy names its action, path and region.',
    remedy:
      'Grant ssm:PutParameter and ssm:GetParameter on the ARN in the message (look at its region and slashes), and kms:Encrypt and kms:Decrypt for a key of your own.',
    source: 'https://github.com/everything2/everything2/issues/2116',
    when: [
      {
        ...DENIED,
        service: ['ssm', 'other'],
        words: /not authorized to perform: (ssm|kms):/i,
        notWords: /explicit deny|permissions boundary|service control policy/i,
      },
      { ...DENIED, service: ['ssm'], notWords: /explicit deny|permissions boundary|service control policy/i },
    ],
    unmistakable: true,
    next: ['scp'],
  },
];
