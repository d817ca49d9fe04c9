import { describe, expect, it } from '@jest/globals';
import { deleteIamPolicy } from '../../../functions/delete-iam-policy/delete-iam-policy.ts';
import { deleteIamRole } from '../../../functions/delete-iam-role/delete-iam-role.ts';
import { deleteUserAccess } from '../../../functions/delete-user-access/delete-user-access.ts';
import { created, deactivated, OWNER } from '../../support/application-to-remove.ts';
import type { FakeServices } from '../../support/fakes/services.ts';
import { inventory, list, removalContext } from '../../support/removal.ts';
import { errorOf, OUR_TAGS, POLICY_ARN, ROLE_NAME, USER_NAME } from '../../support/subjects.ts';

const OTHER_POLICY = 'arn:aws:iam::111122223333:policy/theirs';

describe('what somebody else attached', () => {
  const attach: [string, string, (services: FakeServices) => unknown][] = [
    [
      'the inline policy theirs',
      'user',
      (s) => s.iamUserPolicies.add(USER_NAME, 'theirs', { Version: '2012-10-17', Statement: [] }),
    ],
    [`the policy ${OTHER_POLICY}`, 'user', (s) => s.iamUserPolicies.attach(USER_NAME, OTHER_POLICY)],
    ['the group admins', 'user', (s) => s.iamUsers.join(USER_NAME, 'admins')],
    ['the inline policy theirs', 'role', (s) => s.iamRoles.addInline(ROLE_NAME, 'theirs')],
    [`the policy ${OTHER_POLICY}`, 'role', (s) => s.iamRoles.attachPolicy(ROLE_NAME, OTHER_POLICY)],
    ['the role theirs', 'policy', (s) => withForeignRole(s)],
  ];

  it.each(attach)(
    '%s to the %s is named before anybody is asked, and nothing is changed',
    async (what, kind, act) => {
      const services = await created();
      await act(services);
      const before = structuredClone(inventory(services));

      const error = await errorOf(list(services));

      expect(error.name).toBe('IamResourceInUse');
      expect(error.what).toMatch(new RegExp(`^The IAM ${kind} \\S+ was made here, but `));
      expect(error.what).toContain(what);
      expect(inventory(services)).toEqual(before);
    },
  );

  it.each(attach)(
    '%s to the %s is found when it came in the grace period, and that is not deleted',
    async (_, kind, act) => {
      const services = await deactivated();
      await act(services);
      const before = structuredClone(inventory(services));
      const step = {
        user: () => deleteUserAccess(services, OWNER),
        role: () => deleteIamRole(services, OWNER, removalContext),
        policy: () => deleteIamPolicy(services, OWNER, removalContext),
      }[kind];

      const error = await errorOf(step?.() ?? Promise.resolve());

      expect(error.name).toBe('IamResourceInUse');
      expect(inventory(services)).toEqual(before);
    },
  );
});

async function withForeignRole({ iamRoles }: FakeServices): Promise<void> {
  iamRoles.add({
    roleName: 'theirs',
    path: '/',
    trust: { Version: '2012-10-17', Statement: [] },
    tags: OUR_TAGS,
  });
  await iamRoles.attachPolicy('theirs', POLICY_ARN);
}
