import { iamNames } from '#shared/domain/iam-names.ts';
import type { RotationRecord } from '#shared/domain/key-rotation.ts';
import { keyChanged, readRotation, writeRotation } from '#shared/iam/key-rotation.ts';
import { oldKeyInUse } from '#shared/iam/old-access-key.ts';
import { readStoredKey } from '#shared/iam/stored-access-key.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'iamUsers' | 'installation' | 'parameters'>;

/** Makes the old key inactive and keeps since when. Nothing is done when another execution has ended the rotation. */
export async function deactivateOldAccessKey(services: Needs, input: Input): Promise<Output> {
  const { appName, oldAccessKeyId, newAccessKeyId, graceSeconds } = input;
  const stored = await readStoredKey(services, appName);
  if (stored?.accessKeyId !== newAccessKeyId || oldAccessKeyId === newAccessKeyId)
    throw keyChanged(appName, newAccessKeyId, stored?.accessKeyId);
  const rotation = await readRotation(services, appName);
  if (rotation?.oldAccessKeyId !== oldAccessKeyId) return { waitSeconds: 0 };
  const inactiveSince = await makeInactive(services, appName, rotation);
  const until = Date.parse(inactiveSince) + graceSeconds * 1000;
  return { waitSeconds: Math.max(0, Math.ceil((until - services.clock.now().getTime()) / 1000)) };
}

async function makeInactive(services: Needs, appName: string, rotation: RotationRecord): Promise<string> {
  const { oldAccessKeyId, inactiveSince } = rotation;
  const userName = iamNames(services.installation, appName).user;
  const keys = await services.iamUsers.listAccessKeys(userName);
  const active = keys.some((key) => key.accessKeyId === oldAccessKeyId && key.active);
  if (inactiveSince && active)
    throw oldKeyInUse(userName, oldAccessKeyId, inactiveSince, services.clock.now());
  if (inactiveSince) return inactiveSince;
  if (active) await services.iamUsers.setAccessKeyActive(userName, oldAccessKeyId, false);
  const now = services.clock.now().toISOString();
  await writeRotation(services, appName, { ...rotation, inactiveSince: now });
  return now;
}
