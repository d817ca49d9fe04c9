import { above, all, below, is, type Rule, saw, works } from '../rule.ts';
import { ROLE_DENIED as DENIED, WORKED_LATER as LATER } from './sts-denial.ts';

/** A role that is known to be allowed and is still refused after this is no matter of spreading. */
const PASSING = 120;
const GIVEN_A_USER = {
  service: ['sts'],
  words: /AssumeRole on resource: arn:aws[\w-]*:iam::[^:]*:user\//i,
} as const;
const DENIED_OTHERWISE = {
  service: ['sts'],
  words: /explicit deny|permissions boundary|service control policy/i,
} as const;
const IMPLICIT = /no identity-based policy allows the sts:AssumeRole/i;
const NOT_TRUSTED = /no (resource-based|role trust|trust) policy allows/i;

/** STS refuses a role in one sentence, whatever the reason. */
export const STS_ROLE_RULES: readonly Rule[] = [
  {
    id: 'sts-user-arn-given-as-role-arn',
    stage: 'sts',
    cause: 'The ARN of a user stands where the ARN of the role belongs; a user cannot be assumed.',
    remedy:
      'Set the role ARN to arn:aws:iam::ACCOUNT:role/NAME, or leave the role out: SP-API has not asked for one since October 2023.',
    source: 'https://github.com/jlevers/selling-partner-api/issues/653',
    when: [GIVEN_A_USER, { service: ['sts'], status: [403], code: /AccessDenied/i, words: /AccessDenied/i }],
    proves: [saw(GIVEN_A_USER), is('roleArn', /:user\//)],
    contradicts: [is('roleArn', /:role\//), saw(DENIED_OTHERWISE), ...LATER],
    next: ['getRole'],
  },
  {
    id: 'sts-new-role-propagation',
    stage: 'sts',
    cause: 'Role, trust policy or permission were written moments ago, and STS does not know them yet.',
    remedy: 'Repeat AssumeRole with growing pauses for 60 seconds before anything is changed.',
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/6566',
    when: [DENIED],
    proves: [is('retrySucceeded', true), works(/AssumeRole/i)],
    suggests: [below('roleAgeSeconds', PASSING), below('policyAgeSeconds', PASSING)],
    contradicts: [
      above('persistsForSeconds', 59),
      is('retrySucceeded', false),
      is('roleExists', false),
      is('userPolicyAllowsAssumeRole', false),
      is('trustPolicyAllowsCaller', false),
      is('accountMatches', false),
      all(above('roleAgeSeconds', PASSING), above('policyAgeSeconds', PASSING)),
    ],
    hints: /seconds after|just created|propagat|new role|fresh|moments/i,
    next: ['retry', 'getRole'],
  },
  {
    id: 'sts-user-lacks-assumerole-permission',
    stage: 'sts',
    cause:
      'No policy of the user or its groups allows sts:AssumeRole on this role: step 3.5 of the tutorial is missing or names another role.',
    remedy:
      'Give the user an inline policy that allows sts:AssumeRole with the role’s ARN as its only Resource.',
    source: 'https://github.com/jlevers/selling-partner-api/issues/42',
    when: [{ ...DENIED, notWords: new RegExp(`${DENIED.notWords.source}|${NOT_TRUSTED.source}`, 'i') }],
    whenKnown: [is('userPolicyAllowsAssumeRole', false)],
    proves: [is('userPolicyAllowsAssumeRole', false)],
    suggests: [{ saw: { service: ['sts'], words: IMPLICIT } }],
    contradicts: [is('userPolicyAllowsAssumeRole', true), is('roleExists', false), ...LATER],
    hints:
      /(no|without|lacks?|missing|skipped).{0,40}(assumerole|sts) (policy|permission)|no policy on the user/i,
    next: ['simulate'],
  },
  {
    id: 'sts-trust-policy-excludes-caller',
    stage: 'sts',
    cause: 'The trust policy of the role does not let this identity in, by its principals or by a condition.',
    remedy:
      'Name the user’s ARN (or the root of the account) in the trust relationship, and drop or meet MFA and ExternalId conditions.',
    source: 'https://www.repost.aws/knowledge-center/iam-assume-role-error',
    when: [{ ...DENIED, notWords: new RegExp(`${DENIED.notWords.source}|${IMPLICIT.source}`, 'i') }],
    whenKnown: [is('trustPolicyAllowsCaller', false)],
    proves: [is('trustPolicyAllowsCaller', false)],
    suggests: [{ saw: { service: ['sts'], words: NOT_TRUSTED } }],
    contradicts: [is('trustPolicyAllowsCaller', true), is('roleExists', false), ...LATER],
    hints:
      /trust.{0,60}(another|other|service principal|not listed|condition|external ?id|excludes|does not)|externalid/i,
    next: ['trustPolicy'],
  },
  {
    id: 'sts-role-does-not-exist',
    stage: 'sts',
    cause:
      'There is no such role in that account: the ARN is mistyped, lacks its path, or names another account.',
    remedy:
      'Copy the ARN from the role’s page in IAM; compare the account and everything between role/ and the name.',
    source:
      'https://github.com/HackTricks-wiki/hacktricks-cloud/blob/master/pentesting-cloud/aws-security/aws-unauthenticated-enum-access/aws-iam-and-sts-unauthenticated-enum.md',
    when: [DENIED],
    whenKnown: [is('roleExists', false)],
    proves: [is('roleExists', false)],
    suggests: [is('accountMatches', false)],
    contradicts: [is('roleExists', true), ...LATER],
    hints: /role.{0,40}(does not exist|not found|no ?such ?entity)|no ?such ?entity|account id differs/i,
    next: ['getRole'],
  },
];
