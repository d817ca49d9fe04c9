import { above, all, below, is, own, type Rule, works } from '../rule.ts';
import { DENIED_OTHERWISE, WORKED_LATER as LATER, roleDenied, roleDeniedPlainly } from './sts-denial.ts';

/** A role that is known to be allowed and is still refused after this is no matter of spreading. */
const PASSING = 120;
const GIVEN_A_USER = {
  service: ['sts'],
  raw: /resource: arn:aws[\w-]*:iam::[^:]*:user\//i,
  notWords: DENIED_OTHERWISE,
} as const;
const DENIED = roleDeniedPlainly();
const IMPLICIT = /no identity-based policy allows the sts:assumerole/;
const NOT_TRUSTED = /no (resource-based|role trust|trust) policy allows/;

/** STS refuses a role in one sentence, whatever the reason. */
export const STS_ROLE_RULES: readonly Rule[] = [
  {
    id: 'sts-user-arn-given-as-role-arn',
    stage: 'sts',
    family: 'not-allowed',
    cause: 'The ARN of a user stands where the ARN of the role belongs; a user cannot be assumed.',
    remedy:
      'Set the role ARN to arn:aws:iam::ACCOUNT:role/NAME, or leave the role out: SP-API has not asked for one since October 2023.',
    source: 'https://github.com/jlevers/selling-partner-api/issues/653',
    when: [GIVEN_A_USER, ...roleDenied(DENIED_OTHERWISE)],
    needs: { any: [own(GIVEN_A_USER), is('roleArn', /:user\//)] },
    proves: [own(GIVEN_A_USER), is('roleArn', /:user\//)],
    contradicts: [is('roleArn', /:role\//), ...LATER],
    next: ['getRole'],
  },
  {
    id: 'sts-new-role-propagation',
    stage: 'sts',
    family: 'not-yet',
    cause: 'Role, trust policy or permission were written moments ago, and STS does not know them yet.',
    remedy: 'Repeat AssumeRole with growing pauses for 60 seconds before anything is changed.',
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/6566',
    when: DENIED,
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
    family: 'not-allowed',
    cause:
      'No policy of the user or its groups allows sts:AssumeRole on this role: step 3.5 of the tutorial is missing or names another role.',
    remedy:
      'Give the user an inline policy that allows sts:AssumeRole with the role’s ARN as its only Resource.',
    source: 'https://github.com/jlevers/selling-partner-api/issues/42',
    when: roleDeniedPlainly(NOT_TRUSTED),
    whenKnown: [is('userPolicyAllowsAssumeRole', false)],
    proves: [is('userPolicyAllowsAssumeRole', false)],
    suggests: [own({ service: ['sts'], words: IMPLICIT })],
    contradicts: [is('userPolicyAllowsAssumeRole', true), is('roleExists', false), ...LATER],
    hints:
      /(no|without|lacks?|missing|skipped).{0,40}(assumerole|sts) (policy|permission)|no policy on the user/i,
    next: ['simulate'],
  },
  {
    id: 'sts-trust-policy-excludes-caller',
    stage: 'sts',
    family: 'not-allowed',
    cause: 'The trust policy of the role does not let this identity in, by its principals or by a condition.',
    remedy:
      'Name the user’s ARN (or the root of the account) in the trust relationship, and drop or meet MFA and ExternalId conditions.',
    source: 'https://www.repost.aws/knowledge-center/iam-assume-role-error',
    when: roleDeniedPlainly(IMPLICIT),
    whenKnown: [is('trustPolicyAllowsCaller', false)],
    proves: [is('trustPolicyAllowsCaller', false)],
    suggests: [own({ service: ['sts'], words: NOT_TRUSTED })],
    contradicts: [is('trustPolicyAllowsCaller', true), is('roleExists', false), ...LATER],
    hints:
      /trust.{0,60}(another|other|service principal|not listed|condition|external ?id|excludes|does not)|externalid/i,
    next: ['trustPolicy'],
  },
  {
    id: 'sts-role-does-not-exist',
    stage: 'sts',
    family: 'not-found',
    cause:
      'There is no such role in that account: the ARN is mistyped, lacks its path, or names another account.',
    remedy:
      'Copy the ARN from the role’s page in IAM; compare the account and everything between role/ and the name.',
    source:
      'https://github.com/HackTricks-wiki/hacktricks-cloud/blob/master/pentesting-cloud/aws-security/aws-unauthenticated-enum-access/aws-iam-and-sts-unauthenticated-enum.md',
    when: [...DENIED, { service: ['iam'], operation: /^GetRole$/i, code: /^nosuchentity$/ }],
    whenKnown: [is('roleExists', false)],
    proves: [is('roleExists', false)],
    suggests: [is('accountMatches', false)],
    contradicts: [is('roleExists', true), ...LATER],
    hints: /role.{0,40}(does not exist|not found|no ?such ?entity)|no ?such ?entity|account id differs/i,
    next: ['getRole'],
  },
];
