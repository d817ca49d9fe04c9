import { findUser } from '#shared/removal/our-resources.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'iamUsers' | 'installation' | 'parameters'>;

/** Deletes the user, if it is ours. What else hangs on it (a password, a device) IAM names, and keeps it. */
export async function deleteIamUser(services: Needs, owner: Input): Promise<Output> {
  const user = await findUser(services, owner);
  if (user?.standing !== 'ours') return { deleted: false };
  await services.iamUsers.delete(user.name);
  return { deleted: true };
}
