import { keepKey, keyChanged, readKeptKey } from '#shared/iam/key-rotation.ts';
import { copyKey, readStoredKey, storeKey } from '#shared/iam/stored-access-key.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'parameters'>;

/** Makes the proved second key the stored one; the pair it replaces is kept first. */
export async function replaceStoredAccessKey(services: Needs, input: Input): Promise<Output> {
  const { appName, oldAccessKeyId, newAccessKeyId } = input;
  const stored = await readStoredKey(services, appName);
  if (stored?.accessKeyId === newAccessKeyId) {
    if (!stored.complete) await copyKey(services, appName, stored);
    return { accessKeyId: newAccessKeyId };
  }
  if (stored?.accessKeyId !== oldAccessKeyId) throw keyChanged(appName, oldAccessKeyId, stored?.accessKeyId);
  const pending = await readKeptKey(services, appName, 'pending');
  if (pending?.accessKeyId !== newAccessKeyId)
    throw keyChanged(appName, newAccessKeyId, pending?.accessKeyId);
  await keepKey(services, appName, 'previous', stored);
  await storeKey(services, appName, pending);
  return { accessKeyId: newAccessKeyId };
}
