import { STS_POLICY_NAME } from '#shared/domain/iam-names.ts';
import { requireInactive } from '#shared/removal/inactive-keys.ts';
import { requireRemoval } from '#shared/removal/open-removal.ts';
import { findUser, requireOwnUser } from '#shared/removal/our-resources.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'iamUserPolicies' | 'iamUsers' | 'installation' | 'parameters'>;

/** Deletes the access keys, if all are inactive still, and the inline policy that lets the user assume the role. */
export async function deleteUserAccess(services: Needs, { appName, adopted }: Input): Promise<Output> {
  const { clock, iamUsers, iamUserPolicies } = services;
  const { inactiveSince } = await requireRemoval(services, appName);
  const user = await findUser(services, { appName, adopted });
  if (user?.standing !== 'ours') return { accessKeyIds: [] };
  await requireOwnUser(services, user);
  const keys = await iamUsers.listAccessKeys(user.name);
  requireInactive(user.name, keys, inactiveSince, clock.now());
  const accessKeyIds = keys.map(({ accessKeyId }) => accessKeyId);
  for (const accessKeyId of accessKeyIds) await iamUsers.deleteAccessKey(user.name, accessKeyId);
  await iamUserPolicies.delete(user.name, STS_POLICY_NAME);
  return { accessKeyIds };
}
