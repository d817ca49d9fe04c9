import { above, below, is, type Rule } from '../rule.ts';

const IAM = ['iam'] as const;
const MALFORMED = { service: IAM, status: [400], code: /^malformedpolicydocument$/ } as const;
const BAD_PRINCIPAL = { ...MALFORMED, words: /invalid principal in policy/ };
const PASSING = 120;

/** What IAM refuses about users, keys, roles and policy documents. */
export const IAM_RULES: readonly Rule[] = [
  {
    id: 'iam-access-key-quota',
    stage: 'iam',
    family: 'quota',
    cause: 'The user already holds the two access keys that IAM grants; inactive ones count as well.',
    remedy:
      'Look at GetAccessKeyLastUsed of both keys, delete the one that nothing uses (making it inactive frees no place), then create the new one.',
    source: 'https://github.com/simonw/s3-credentials/issues/64',
    when: [
      { service: IAM, status: [400, 409], words: /accesskeysperuser/ },
      { service: IAM, operation: /CreateAccessKey/i, status: [400, 409], code: /^limitexceeded$/ },
    ],
    byWords: 'likely',
    otherwise: 'where fewer keys are listed, another limit is meant',
    proves: [above('accessKeyCount', 1)],
    contradicts: [below('accessKeyCount', 2)],
    next: ['listKeys'],
  },
  {
    id: 'iam-entity-already-exists',
    stage: 'iam',
    family: 'conflict',
    cause:
      'A user, role or policy of this name is there already: most often what an interrupted run left, sometimes somebody else’s.',
    remedy:
      'Read it and look at CreateDate and tags: take it over when its documents are what you want, otherwise choose another name. Change nothing you did not make.',
    source: 'https://github.com/aws/aws-cdk/issues/21172',
    when: [
      { service: IAM, status: [400, 409], code: /^entityalreadyexists$/ },
      {
        service: IAM,
        status: [400, 409],
        words: /\b(role|user|policy|called|name)\b[^|]{0,200}already exists/,
      },
    ],
    byWords: 'certain',
    next: ['getRole', 'getUser'],
  },
  {
    id: 'iam-trust-principal-nonexistent',
    stage: 'iam',
    family: 'malformed-policy',
    cause:
      'The trust policy names a user that this account does not have: mistyped, of another account, or deleted.',
    remedy:
      'Take the ARN that GetUser gives, with its twelve digits of account, and put it into the trust policy unchanged.',
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/1388',
    when: [BAD_PRINCIPAL],
    proves: [is('userExists', false), is('accountMatches', false)],
    suggests: [above('persistsForSeconds', 59), above('userAgeSeconds', PASSING)],
    contradicts: [is('userExists', true), is('retrySucceeded', true)],
    hints: /no ?such ?entity|another account|other account|account id differs|typo|mistyped|deleted|persist/i,
    next: ['getUser', 'retry'],
  },
  {
    id: 'iam-trust-principal-propagation',
    stage: 'iam',
    family: 'not-yet',
    cause: 'The user in the trust policy was made seconds ago, and IAM does not know it everywhere yet.',
    remedy: 'Send the same request again with growing pauses for a minute.',
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/4709',
    when: [BAD_PRINCIPAL],
    proves: [is('retrySucceeded', true)],
    suggests: [below('userAgeSeconds', PASSING)],
    contradicts: [
      is('userExists', false),
      is('accountMatches', false),
      above('persistsForSeconds', 59),
      above('userAgeSeconds', PASSING),
      is('retrySucceeded', false),
    ],
    hints: /just created|seconds ago|new user|fresh/i,
    next: ['retry', 'getUser'],
  },
  {
    id: 'iam-policy-json-syntax',
    stage: 'iam',
    family: 'malformed-policy',
    cause: 'What reached IAM as policy is no well-formed policy document.',
    remedy:
      'Send the JSON text itself: one object, straight quotes, in the AWS CLI with file:// before the file name; run it through a JSON parser first.',
    source: 'https://github.com/boto/boto3/issues/180',
    when: [{ ...MALFORMED, words: /syntax errors? in policy|invalid json|not valid json/ }],
    byWords: 'certain',
    next: ['policyDocument'],
  },
  {
    id: 'iam-policy-resource-not-arn',
    stage: 'iam',
    family: 'malformed-policy',
    cause: 'A Resource in the policy is no ARN: an empty variable or a placeholder that nobody replaced.',
    remedy:
      'Put the real ARN there: that of the role for sts:AssumeRole, arn:aws:execute-api:*:*:* for the SP-API policy.',
    source: 'https://github.com/CloudSnorkel/CloudWatch2S3/issues/1',
    when: [{ ...MALFORMED, words: /must be in arn format/ }],
    byWords: 'certain',
    next: ['policyDocument'],
  },
];
