import type { AccessKeyInfo } from '#shared/clients/iam-users.ts';
import { iamNames } from '#shared/domain/iam-names.ts';
import { beforeMaking, type RotationRecord } from '#shared/domain/key-rotation.ts';
import { keyMissing } from '#shared/iam/assume-stored-role.ts';
import { keepKey, readKeptKey, readRotation, writeRotation } from '#shared/iam/key-rotation.ts';
import { makeAccessKey } from '#shared/iam/make-access-key.ts';
import { readStoredKey } from '#shared/iam/stored-access-key.ts';
import type { Services } from '#shared/services.ts';
import { findPending, makeRoom } from './leftovers.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'iamUsers' | 'installation' | 'parameters'>;

/**
 * Ensures the second key: that of an interrupted run is taken over, else one is made. Its secret is kept in the same
 * invocation, in one parameter. After the second key has become the stored one there is nothing left to do here.
 */
export async function createSecondAccessKey(services: Needs, input: Input): Promise<Output> {
  const { appName } = input;
  // Listed first: a key that is there, and neither stored nor kept when that is read after, is nobody's new key.
  const keys = await services.iamUsers.listAccessKeys(iamNames(services.installation, appName).user);
  const stored = await readStoredKey(services, appName);
  if (!stored) throw keyMissing(appName);
  const rotation = await readRotation(services, appName);
  const oldAccessKeyId = rotation?.oldAccessKeyId ?? input.accessKeyId;
  const newAccessKeyId =
    stored.accessKeyId === oldAccessKeyId
      ? await ensureSecond(services, { appName, oldAccessKeyId, keys, rotation })
      : stored.accessKeyId;
  return { appName, oldAccessKeyId, newAccessKeyId };
}

interface Found {
  appName: string;
  oldAccessKeyId: string;
  keys: AccessKeyInfo[];
  rotation: RotationRecord | undefined;
}

async function ensureSecond(services: Needs, found: Found): Promise<string> {
  const { appName, oldAccessKeyId, keys, rotation } = found;
  const userName = iamNames(services.installation, appName).user;
  const pending = await readKeptKey(services, appName, 'pending');
  const listed = pending && findPending(services, userName, pending, keys);
  const begun = beforeMaking(rotation, oldAccessKeyId, services.clock.now());
  if (listed?.active) {
    if (!rotation) await writeRotation(services, appName, begun);
    return listed.accessKeyId;
  }
  const others = keys.filter(({ accessKeyId }) => accessKeyId !== oldAccessKeyId);
  for (const other of others) await makeRoom(services, userName, other, rotation, pending?.accessKeyId);
  await writeRotation(services, appName, begun);
  return createKept(services, appName, userName);
}

async function createKept(services: Needs, appName: string, userName: string): Promise<string> {
  const key = await makeAccessKey(services.iamUsers, userName);
  try {
    await keepKey(services, appName, 'pending', key);
    return key.accessKeyId;
  } catch (error) {
    // A key that cannot be deleted either was never used, so the next run removes it; the first error counts.
    await services.iamUsers.deleteAccessKey(userName, key.accessKeyId).catch(() => undefined);
    throw error;
  }
}
