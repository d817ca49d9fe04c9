import { joinRemoved, type OpenRemoval } from '#shared/domain/removal.ts';
import { requireInactive } from '#shared/removal/inactive-keys.ts';
import { requireRemoval, writeRemoval } from '#shared/removal/open-removal.ts';
import { findUser } from '#shared/removal/our-resources.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'iamUsers' | 'installation' | 'parameters'>;

/** What was started before may write for so long; no function runs longer. */
const LATE_WRITES_SECONDS = 60;

/** Makes all keys of the user inactive, also the second one of an open rotation, and keeps since when. */
export async function deactivateAccessKeys(services: Needs, input: Input): Promise<Output> {
  const { appName, adopted, graceSeconds } = input;
  const removal = await requireRemoval(services, appName);
  const user = await findUser(services, { appName, adopted });
  const accessKeyIds = user?.standing === 'ours' ? await deactivate(services, user.name, removal) : [];
  const now = services.clock.now();
  const ends = [Date.parse(removal.confirmedAt) + LATE_WRITES_SECONDS * 1000];
  if (accessKeyIds.length > 0) {
    const inactiveSince = removal.inactiveSince ?? now.toISOString();
    const removed = joinRemoved(removal.removed, { iam: accessKeyIds, parameters: [] });
    await writeRemoval(services, appName, { ...removal, inactiveSince, removed });
    ends.push(Date.parse(inactiveSince) + graceSeconds * 1000);
  }
  const left = Math.max(...ends) - now.getTime();
  return { waitSeconds: Math.max(0, Math.ceil(left / 1000)), accessKeyIds };
}

async function deactivate(
  { clock, iamUsers }: Needs,
  userName: string,
  { inactiveSince }: OpenRemoval,
): Promise<string[]> {
  const keys = await iamUsers.listAccessKeys(userName);
  if (inactiveSince) requireInactive(userName, keys, inactiveSince, clock.now());
  for (const { accessKeyId, active } of keys)
    if (active) await iamUsers.setAccessKeyActive(userName, accessKeyId, false);
  return keys.map(({ accessKeyId }) => accessKeyId);
}
