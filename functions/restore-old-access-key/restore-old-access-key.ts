import { iamNames } from '#shared/domain/iam-names.ts';
import { readKeptKey, readRotation, writeRotation } from '#shared/iam/key-rotation.ts';
import { copyKey, readStoredKey, storeKey } from '#shared/iam/stored-access-key.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'iamUsers' | 'installation' | 'parameters'>;

/**
 * Puts the old key back after the new one did not prove itself: active first, then stored. The new one stays the kept
 * second key, which the next run tries again. Nothing is done when the old key is gone or somebody else stored a third.
 */
export async function restoreOldAccessKey(services: Needs, input: Input): Promise<Output> {
  const { appName, oldAccessKeyId, newAccessKeyId } = input;
  const stored = await readStoredKey(services, appName);
  if (stored?.accessKeyId === oldAccessKeyId) {
    if (!stored.complete) await copyKey(services, appName, stored);
    return { restored: true };
  }
  const rotation = await readRotation(services, appName);
  const previous = await readKeptKey(services, appName, 'previous');
  if (stored?.accessKeyId !== newAccessKeyId || rotation?.oldAccessKeyId !== oldAccessKeyId)
    return { restored: false };
  if (previous?.accessKeyId !== oldAccessKeyId || !(await isListed(services, appName, oldAccessKeyId)))
    return { restored: false };
  // The record first: a key that is active though the record calls it inactive was made so by somebody else.
  await writeRotation(services, appName, { oldAccessKeyId, startedAt: rotation.startedAt });
  await services.iamUsers.setAccessKeyActive(
    iamNames(services.installation, appName).user,
    oldAccessKeyId,
    true,
  );
  await storeKey(services, appName, previous);
  return { restored: true };
}

async function isListed(
  { iamUsers, installation }: Needs,
  appName: string,
  accessKeyId: string,
): Promise<boolean> {
  const keys = await iamUsers.listAccessKeys(iamNames(installation, appName).user);
  return keys.some((key) => key.accessKeyId === accessKeyId);
}
