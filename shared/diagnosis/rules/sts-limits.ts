import { is, type Rule } from '../rule.ts';
import { roleDeniedPlainly, WORKED_LATER } from './sts-denial.ts';

/**
 * What takes a right away that a policy gives, where STS does not say so itself: the policy simulator does. Nothing but
 * the simulator makes them candidates, because STS mostly names them.
 */
export const STS_LIMIT_RULES: readonly Rule[] = [
  {
    id: 'sts-boundary-denies-assumerole',
    stage: 'sts',
    family: 'not-allowed',
    cause: 'The permissions boundary of the user does not allow sts:AssumeRole on this role.',
    remedy: 'Have whoever manages the boundary allow it; another policy of the user changes nothing.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
    when: roleDeniedPlainly(),
    whenKnown: [is('boundaryAllowsAssumeRole', false)],
    needs: is('boundaryAllowsAssumeRole', false),
    proves: [is('boundaryAllowsAssumeRole', false)],
    contradicts: [is('boundaryAllowsAssumeRole', true), is('roleExists', false), ...WORKED_LATER],
    next: ['simulate'],
  },
  {
    id: 'sts-organization-denies-assumerole',
    stage: 'sts',
    family: 'not-allowed',
    // No fact proves it: the simulator cannot evaluate every condition of such policies.
    cause:
      'A service control policy of the organization may deny sts:AssumeRole; the policy simulator says so.',
    remedy:
      'Ask who manages the organization whether a service control policy denies this user sts:AssumeRole in the region of the message.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html',
    when: roleDeniedPlainly(),
    needs: is('organizationAllowsAssumeRole', false),
    suggests: [is('organizationAllowsAssumeRole', false)],
    contradicts: [is('organizationAllowsAssumeRole', true), is('roleExists', false), ...WORKED_LATER],
    next: ['scp', 'trustPolicy'],
  },
];
