import type { AccessKey } from '../clients/iam-users.ts';
import { RotationRecord } from '../domain/key-rotation.ts';
import { readStored } from '../domain/stored-json.ts';
import { AccessKeyChanged } from '../errors/refused.ts';
import type { Services } from '../services.ts';
import { packKey, unpackKey } from './stored-access-key.ts';

type Needs = Pick<Services, 'parameters'>;

/** The rotation of an application's key that has begun and not ended, if there is one. */
export async function readRotation(
  { parameters }: Needs,
  appName: string,
): Promise<RotationRecord | undefined> {
  const { record } = parameters.paths.of(appName).keyRotation;
  return readStored(RotationRecord, (await parameters.get([record]))[record]);
}

/** Whether a rotation has begun and not ended; a kept second key without a record is the rest of two runs at once. */
export async function isRotationOpen({ parameters }: Needs, appName: string): Promise<boolean> {
  const { record, pending } = parameters.paths.of(appName).keyRotation;
  // Without decryption: that they are there is enough.
  return Object.keys(await parameters.get([record, pending])).length > 0;
}

/** Keeps how far a rotation is. It holds no secret. */
export async function writeRotation(
  { parameters }: Needs,
  appName: string,
  rotation: RotationRecord,
): Promise<void> {
  await parameters.put(appName, parameters.paths.of(appName).keyRotation.record, JSON.stringify(rotation));
}

/** The new key of a rotation, and the one it replaces; kept until the old one is deleted, so that no secret is lost. */
export type KeptKey = 'pending' | 'previous';

/** A key that the rotation keeps, if it is there. */
export async function readKeptKey(
  { parameters }: Needs,
  appName: string,
  which: KeptKey,
): Promise<AccessKey | undefined> {
  const path = parameters.paths.of(appName).keyRotation[which];
  return unpackKey((await parameters.getSecrets([path]))[path]);
}

/** Keeps a key for the time of the rotation. */
export async function keepKey(
  { parameters }: Needs,
  appName: string,
  which: KeptKey,
  key: AccessKey,
): Promise<void> {
  await parameters.put(appName, parameters.paths.of(appName).keyRotation[which], packKey(key));
}

/** Forgets a rotation that has ended. */
export async function endRotation({ parameters }: Needs, appName: string): Promise<void> {
  await parameters.delete(Object.values(parameters.paths.of(appName).keyRotation));
}

/** The error of a rotation whose keys are not the stored one any more. */
export const keyChanged = (appName: string, expected: string, stored: string | undefined) =>
  new AccessKeyChanged({
    what: `The stored access key of ${appName} is ${stored ?? 'gone'}; this rotation expected ${expected}. Somebody else has changed it meanwhile.`,
    remedy: 'Start rotate-access-key again: it looks at the keys anew and completes what was begun.',
    details: { expected, stored },
  });
