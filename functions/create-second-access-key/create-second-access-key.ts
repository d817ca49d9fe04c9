import type { AccessKey, AccessKeyInfo } from '#shared/clients/iam-users.ts';
import { iamNames } from '#shared/domain/iam-names.ts';
import type { RotationRecord } from '#shared/domain/key-rotation.ts';
import { AwsQuotaReached } from '#shared/errors/refused.ts';
import { IamNotConsistent } from '#shared/errors/retryable.ts';
import { keyMissing } from '#shared/iam/assume-stored-role.ts';
import { keepKey, readKeptKey, readRotation, writeRotation } from '#shared/iam/key-rotation.ts';
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
  const listed = pending && findPending(services, pending.accessKeyId, keys, rotation);
  const begun = { oldAccessKeyId, startedAt: services.clock.now().toISOString() };
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
  const key = await create(services, userName);
  try {
    await keepKey(services, appName, 'pending', key);
    return key.accessKeyId;
  } catch (error) {
    // A key that cannot be deleted either was never used, so the next run removes it; the first error counts.
    await services.iamUsers.deleteAccessKey(userName, key.accessKeyId).catch(() => undefined);
    throw error;
  }
}

async function create({ iamUsers }: Needs, userName: string): Promise<AccessKey> {
  try {
    return await iamUsers.createAccessKey(userName);
  } catch (error) {
    if (!(error instanceof AwsQuotaReached)) throw error;
    throw new IamNotConsistent({
      what: `IAM listed one access key of ${userName} and says now that there are two: another execution may be making one.`,
      remedy:
        'Nothing at first, it is tried again. If it goes on, look at the access keys of this user in IAM.',
      cause: error,
    });
  }
}
