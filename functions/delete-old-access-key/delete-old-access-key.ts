import { iamNames } from '#shared/domain/iam-names.ts';
import type { RotationRecord } from '#shared/domain/key-rotation.ts';
import { endRotation, keyChanged, readKeptKey, readRotation } from '#shared/iam/key-rotation.ts';
import { oldKeyInUse } from '#shared/iam/old-access-key.ts';
import { readStoredKey } from '#shared/iam/stored-access-key.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'iamUsers' | 'installation' | 'parameters'>;

/** Deletes the old key, if it is inactive and not the stored one, and then all that was kept for the rotation. */
export async function deleteOldAccessKey(services: Needs, input: Input): Promise<Output> {
  const { appName, oldAccessKeyId } = input;
  const stored = await readStoredKey(services, appName);
  const rotation = await readRotation(services, appName);
  if (!stored || stored.accessKeyId === oldAccessKeyId)
    throw keyChanged(appName, input.newAccessKeyId, stored?.accessKeyId);
  const accessKeyId = stored.accessKeyId;
  // Another execution has ended this rotation, and may have begun the next one.
  if (rotation?.oldAccessKeyId !== oldAccessKeyId) return { accessKeyId, deleted: false };
  const deleted = await deleteKeys(services, appName, rotation, accessKeyId);
  await endRotation(services, appName);
  return { accessKeyId, deleted };
}

/** The second key goes too where somebody has stored a third one meanwhile. */
async function deleteKeys(services: Needs, appName: string, rotation: RotationRecord, storedId: string) {
  const { oldAccessKeyId: oldId, inactiveSince } = rotation;
  const { iamUsers } = services;
  const userName = iamNames(services.installation, appName).user;
  const pending = await readKeptKey(services, appName, 'pending');
  const keys = await iamUsers.listAccessKeys(userName);
  const old = keys.find(({ accessKeyId }) => accessKeyId === oldId);
  if (old?.active) throw oldKeyInUse(userName, oldId, inactiveSince, services.clock.now());
  if (old) await iamUsers.deleteAccessKey(userName, oldId);
  const spare = keys.find(({ accessKeyId }) => accessKeyId === pending?.accessKeyId);
  if (spare && spare.accessKeyId !== storedId) await iamUsers.deleteAccessKey(userName, spare.accessKeyId);
  return old !== undefined;
}
