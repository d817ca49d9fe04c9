import { planSettling } from '#shared/domain/key-rotation.ts';
import { keepKey, keyChanged, readKeptKey } from '#shared/iam/key-rotation.ts';
import { copyKey, readStoredKey, storeKey } from '#shared/iam/stored-access-key.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'parameters'>;

/**
 * Makes the proved second key the stored one; the pair it replaces is kept first.
 * @returns how long both keys still have to work: after an interruption what is left of the time
 */
export async function replaceStoredAccessKey(services: Needs, input: Input): Promise<Output> {
  const storedAt = await ensureStored(services, input);
  const now = services.clock.now();
  const waited = (now.getTime() - (storedAt ?? now).getTime()) / 1000;
  return { accessKeyId: input.newAccessKeyId, round: planSettling(input.settleSeconds - waited) };
}

/** When all that readers read was written, if it is not just now. */
async function ensureStored(services: Needs, input: Input): Promise<Date | undefined> {
  const { appName, oldAccessKeyId, newAccessKeyId } = input;
  const stored = await readStoredKey(services, appName);
  if (stored?.accessKeyId === newAccessKeyId) {
    if (stored.complete) return stored.storedAt;
    await copyKey(services, appName, stored);
    return undefined;
  }
  if (stored?.accessKeyId !== oldAccessKeyId) throw keyChanged(appName, oldAccessKeyId, stored?.accessKeyId);
  const pending = await readKeptKey(services, appName, 'pending');
  if (pending?.accessKeyId !== newAccessKeyId)
    throw keyChanged(appName, newAccessKeyId, pending?.accessKeyId);
  await keepKey(services, appName, 'previous', stored);
  await storeKey(services, appName, pending);
  return undefined;
}
