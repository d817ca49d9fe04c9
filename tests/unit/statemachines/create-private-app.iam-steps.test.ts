import { expect, it } from '@jest/globals';
import { attachStsPolicy } from '../../../functions/attach-sts-policy/attach-sts-policy.ts';
import { provisionIamPolicy } from '../../../functions/provision-iam-policy/provision-iam-policy.ts';
import { provisionIamRole } from '../../../functions/provision-iam-role/provision-iam-role.ts';
import { provisionIamUser } from '../../../functions/provision-iam-user/provision-iam-user.ts';
import { testAssumeRole } from '../../../functions/test-assume-role/test-assume-role.ts';
import { verifyPolicies } from '../../../functions/verify-policies/verify-policies.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import {
  APP,
  anAuthorization,
  POLICY_ARN,
  ROLE_ARN,
  ROLE_NAME,
  USER_ARN,
  USER_NAME,
} from '../../support/subjects.ts';

/** Shows the inspector what the other fakes hold. */
function inspect({ iamInspector, iamPolicies, iamRoles, iamUserPolicies }: FakeServices): void {
  const inline = Object.entries(iamUserPolicies.all()).map(([key, document]) => [
    key.split('/')[1],
    document,
  ]);
  const role = iamRoles.all()[ROLE_NAME];
  const current = iamPolicies.all()[POLICY_ARN]?.versions.find(({ isDefault }) => isDefault);
  Object.assign(iamInspector.state, {
    users: { [USER_NAME]: { policies: Object.fromEntries(inline), attached: [] } },
    roles: { [ROLE_NAME]: { trust: role?.trust, policyNames: [], attached: role?.attached } },
    policies: { [POLICY_ARN]: current?.document },
  });
}

it('what steps 3.2 to 3.5 make is what steps 3.6 and 4 want', async () => {
  const services = fakeServices();
  const { userArn } = await provisionIamUser(services, { appName: APP });
  const { policyArn } = await provisionIamPolicy(services, { appName: APP, userArn });
  const { roleArn } = await provisionIamRole(services, { appName: APP, userArn, policyArn });
  const { provisionedAt } = await attachStsPolicy(services, { userArn, roleArn });
  inspect(services);
  const resources = { appName: APP, mode: 'create' as const, userArn, roleArn, policyArn, provisionedAt };

  const verified = await verifyPolicies(services, { resources, authorizations: [anAuthorization()] });
  const tested = await testAssumeRole(services, resources);

  const arns = { userArn: USER_ARN, roleArn: ROLE_ARN, policyArn: POLICY_ARN };
  expect(verified).toEqual({ ...arns, warnings: [], accessKeys: [{ createdAt: NOW, ours: true }] });
  expect(tested).toEqual(expect.objectContaining(arns));
});
