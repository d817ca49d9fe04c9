import { isFresh } from '#shared/domain/freshness.ts';
import { endRotation, readKeptKey, readRotation } from '#shared/iam/key-rotation.ts';
import type { Services } from '#shared/services.ts';

type Needs = Pick<Services, 'clock' | 'parameters'>;

/** The keys that the user has before a new one is made, and the one that was stored until now. */
interface KeysBefore {
  left: string[];
  stored: string | undefined;
}

/**
 * Forgets a rotation whose keys are all gone, as after a removal that was taken back: the next one would only complete it,
 * and make no new key. A second key that IAM may only not list yet is left to the rotation.
 */
export async function forgetLostRotation(
  services: Needs,
  appName: string,
  { left, stored }: KeysBefore,
): Promise<void> {
  const rotation = await readRotation(services, appName);
  const pending = await readKeptKey(services, appName, 'pending');
  if (pending?.accessKeyId !== stored && isFresh(services.clock.now(), pending?.createdAt)) return;
  if (left.some((id) => id === rotation?.oldAccessKeyId || id === pending?.accessKeyId)) return;
  await endRotation(services, appName);
}
