import type { AccessKey } from '#shared/clients/iam-users.ts';
import { iamNames, iamPath, ownershipTags } from '#shared/domain/iam-names.ts';
import { requireOurs } from '#shared/domain/ownership.ts';
import { AccessKeyLimitReached } from '#shared/errors/refused.ts';
import { AccessKeyNotReady } from '#shared/errors/retryable.ts';
import { copyKey, packKey, readStoredKey, storeKey } from '#shared/iam/stored-access-key.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

/** `boundaryArn` is the policy that is the permissions boundary of every user we make. */
type Needs = Pick<Services, 'iamUsers' | 'installation' | 'parameters' | 'sts'> & { boundaryArn: string };

/** IAM allows a user two access keys, active or not. Source: IAM quotas */
const MAX_ACCESS_KEYS = 2;

/** Tutorial step 3.2: the user and its access key. Keeps what an earlier run stored, if it still works. */
export async function provisionIamUser(services: Needs, { appName }: Input): Promise<Output> {
  const userName = iamNames(services.installation, appName).user;
  const userArn = await ensureUser(services, appName, userName);
  await services.parameters.put(appName, services.parameters.paths.of(appName).iam.userArn, userArn);

  const stored = await readStoredKey(services, appName);
  if (stored && (await works(services, userName, stored))) {
    if (!stored.complete) await storeKey(services, appName, stored);
    return { userArn, accessKeyId: stored.accessKeyId, keptAccessKey: true };
  }
  await removeLostKeys(services, userName, stored?.accessKeyId);
  return { userArn, accessKeyId: await createStoredKey(services, appName, userName), keptAccessKey: false };
}

/** A user that an earlier version made has no boundary yet. */
async function ensureUser({ iamUsers, installation, boundaryArn }: Needs, appName: string, userName: string) {
  const tags = ownershipTags(installation, appName);
  const path = iamPath(installation);
  const existing = await iamUsers.find(userName);
  const found = existing ?? (await iamUsers.create({ userName, path, tags, boundaryArn }));
  const user = requireOurs({ kind: 'user', name: userName }, found, installation, appName);
  if (user.boundaryArn !== boundaryArn) await iamUsers.setBoundary(userName, boundaryArn);
  return user.arn;
}

/** Whether IAM lists the stored key as active and STS accepts it. */
async function works({ iamUsers, sts }: Needs, userName: string, key: AccessKey): Promise<boolean> {
  const { accessKeyId } = key;
  const listed = (await iamUsers.listAccessKeys(userName)).find((one) => one.accessKeyId === accessKeyId);
  if (!listed?.active) return false;
  const identity = await sts.identify(key);
  if (!('refused' in identity)) return true;
  if (identity.refused === 'wrong-secret') return false;
  throw new AccessKeyNotReady({
    what: `IAM lists the access key ${accessKeyId} as active, but STS does not accept it yet: ${identity.message}`,
    remedy: `Nothing at first, it is tried again. If it goes on, delete this key of the user ${userName} in IAM.`,
    details: { accessKeyId, requestId: identity.requestId },
  });
}

/**
 * Deletes our keys whose secret is lost: the stored one that no longer works, and those that an interrupted run made
 * and never stored. Such a key was never used; one that was used belongs to somebody else and stays.
 */
async function removeLostKeys({ iamUsers }: Needs, userName: string, stored: string | undefined) {
  const keys = await iamUsers.listAccessKeys(userName);
  let left = keys.length;
  for (const { accessKeyId } of keys) {
    if (accessKeyId !== stored && (await iamUsers.wasUsed(accessKeyId))) continue;
    await iamUsers.deleteAccessKey(userName, accessKeyId);
    left -= 1;
  }
  if (left < MAX_ACCESS_KEYS) return;
  throw new AccessKeyLimitReached({
    what: `The user ${userName} has ${left} access keys that were not made here and are in use; IAM allows ${MAX_ACCESS_KEYS}.`,
    remedy: `Delete one of them that nothing uses any more: aws iam delete-access-key --user-name ${userName} --access-key-id ...`,
  });
}

async function createStoredKey(services: Needs, appName: string, userName: string): Promise<string> {
  const { iamUsers, parameters } = services;
  const key = await iamUsers.createAccessKey(userName);
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
