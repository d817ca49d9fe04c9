import { isFresh } from '#shared/domain/freshness.ts';
import { AccessKeyLimitReached } from '#shared/errors/refused.ts';
import { makeAccessKey } from '#shared/iam/make-access-key.ts';
import { notListedYet, stsRefused, whileNew } from '#shared/iam/not-yet.ts';
import {
  copyKey,
  packKey,
  readStoredKey,
  type StoredAccessKey,
  storeKey,
} from '#shared/iam/stored-access-key.ts';
import type { Services } from '#shared/services.ts';
import { forgetLostRotation } from './lost-rotation.ts';

type Needs = Pick<Services, 'clock' | 'iamUsers' | 'parameters' | 'sts'>;

/** IAM allows a user two access keys, active or not. Source: IAM quotas */
const MAX_ACCESS_KEYS = 2;

/** The key that is stored, if it works, or a new one, stored. */
export async function ensureAccessKey(
  services: Needs,
  appName: string,
  userName: string,
): Promise<{ accessKeyId: string; keptAccessKey: boolean }> {
  const stored = await readStoredKey(services, appName);
  if (stored && (await works(services, userName, stored))) {
    if (!stored.complete) await storeKey(services, appName, stored);
    return { accessKeyId: stored.accessKeyId, keptAccessKey: true };
  }
  const left = await removeLostKeys(services, userName, stored?.accessKeyId);
  await forgetLostRotation(services, appName, { left, stored: stored?.accessKeyId });
  return { accessKeyId: await createStoredKey(services, appName, userName), keptAccessKey: false };
}

/** Whether IAM lists the stored key as active and STS accepts it. */
async function works(services: Needs, userName: string, key: StoredAccessKey): Promise<boolean> {
  const { clock, iamUsers, sts } = services;
  const { accessKeyId } = key;
  const listed = (await iamUsers.listAccessKeys(userName)).find((one) => one.accessKeyId === accessKeyId);
  // Else a second key would be made, and the first one, which is active, be forgotten.
  if (!listed && isFresh(clock.now(), key.createdAt)) throw notListedYet(accessKeyId, userName);
  if (!listed?.active) return false;
  const identity = await sts.identify(key);
  if (!('refused' in identity)) return true;
  const made = [listed.createdAt];
  if (identity.refused === 'wrong-secret' && !isFresh(clock.now(), ...made)) return false;
  const keyRemedy = `Delete this key of the user ${userName} in IAM, and start the execution again: it makes another.`;
  throw stsRefused(services, { accessKeyId, refusal: identity, made, keyRemedy });
}

/**
 * Deletes our keys whose secret is lost: the stored one that no longer works, and those that an interrupted run made
 * and never stored. Such a key was never used; one that was used belongs to somebody else and stays.
 * @returns the keys that stay
 */
async function removeLostKeys(
  services: Needs,
  userName: string,
  stored: string | undefined,
): Promise<string[]> {
  const { iamUsers } = services;
  const keys = await iamUsers.listAccessKeys(userName);
  const left: string[] = [];
  for (const { accessKeyId, createdAt } of keys) {
    const wasUsed = () => whileNew(services, [createdAt], () => iamUsers.wasUsed(accessKeyId));
    if (accessKeyId !== stored && (await wasUsed())) left.push(accessKeyId);
    else await iamUsers.deleteAccessKey(userName, accessKeyId);
  }
  if (left.length < MAX_ACCESS_KEYS) return left;
  throw new AccessKeyLimitReached({
    what: `The user ${userName} has ${left.length} access keys that were not made here and are in use; IAM allows ${MAX_ACCESS_KEYS}.`,
    remedy: `Delete one of them that nothing uses any more: aws iam delete-access-key --user-name ${userName} --access-key-id ...`,
  });
}

async function createStoredKey(services: Needs, appName: string, userName: string): Promise<string> {
  const { iamUsers, parameters } = services;
  const key = await makeAccessKey(iamUsers, userName);
  try {
    await parameters.put(appName, parameters.paths.of(appName).iam.accessKey, packKey(key));
  } catch (error) {
    // A key that cannot be deleted either was never used, so the next run removes it; the first error counts.
    await iamUsers.deleteAccessKey(userName, key.accessKeyId).catch(() => undefined);
    throw error;
  }
  // From here on the key is stored: what fails now, the next run completes.
  await copyKey(services, appName, key);
  return key.accessKeyId;
}
