import { sellingPartnerPolicy, stsPolicy, trustPolicy } from '#shared/domain/iam-documents.ts';
import type { FakeServices } from './fakes/services.ts';
import { POLICY_ARN, ROLE_ARN, ROLE_NAME, USER_ARN, USER_NAME } from './subjects.ts';

/** An account that is just as the tutorial wants it, with one key that works. */
export function describeTutorialAccount({
  iamInspector,
  iamUsers,
}: Pick<FakeServices, 'iamInspector' | 'iamUsers'>): void {
  iamUsers.addUser(USER_NAME);
  iamUsers.addKey(USER_NAME, { used: true });
  Object.assign(iamInspector.state, {
    users: {
      [USER_NAME]: { policies: { 'SellingPartnerAPI-AssumeRole': stsPolicy(ROLE_ARN) }, attached: [] },
    },
    roles: { [ROLE_NAME]: { trust: trustPolicy(USER_ARN), policyNames: [], attached: [POLICY_ARN] } },
    policies: { [POLICY_ARN]: sellingPartnerPolicy() },
  });
}

/** User and role of that account, to be changed by a test. */
export function partsOf({ iamInspector: { state } }: Pick<FakeServices, 'iamInspector'>) {
  const [user, role] = [state.users[USER_NAME], state.roles[ROLE_NAME]];
  if (!user || !role) throw new Error('describe the account first');
  return { user, role, state };
}
