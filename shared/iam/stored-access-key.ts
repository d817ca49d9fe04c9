import * as z from 'zod/mini';
import type { AccessKey } from '../clients/iam-users.ts';
import { Sensitive } from '../domain/sensitive.ts';
import { readStored } from '../domain/stored-json.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'parameters'>;

const Packed = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  createdAt: z.optional(z.string()),
});

/** The key that an application uses. */
export interface StoredAccessKey extends AccessKey {
  /** Whether the one parameter and both copies hold it; an interrupted writer leaves them apart. */
  complete: boolean;
  /** When the last of them was written. */
  storedAt: Date;
}

/**
 * A key as one value, so that one write changes id and secret together.
 * Source: docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html (writes one parameter a call)
 */
export const packKey = ({ accessKeyId, secretAccessKey, createdAt }: AccessKey): Sensitive =>
  new Sensitive(JSON.stringify({ accessKeyId, secretAccessKey: secretAccessKey.reveal(), createdAt }));

/** Reads what {@link packKey} made; `undefined` where there is none. */
export function unpackKey(packed: Sensitive | undefined): AccessKey | undefined {
  const found = readStored(Packed, packed?.reveal());
  if (!found) return undefined;
  const { accessKeyId, secretAccessKey, createdAt } = found;
  const made = createdAt === undefined ? {} : { createdAt: new Date(createdAt) };
  return { accessKeyId, secretAccessKey: new Sensitive(secretAccessKey), ...made };
}

/**
 * The stored key of an application: that of the one parameter, or, where an earlier version or a person has stored
 * id and secret alone, those two.
 */
export async function readStoredKey(
  { parameters }: Needs,
  appName: string,
): Promise<StoredAccessKey | undefined> {
  const { iam } = parameters.paths.of(appName);
  const found = await parameters.getDatedSecrets([iam.accessKey, iam.accessKeyId, iam.secretAccessKey]);
  const [id, secret] = [found[iam.accessKeyId]?.value.reveal(), found[iam.secretAccessKey]?.value];
  const whole = unpackKey(found[iam.accessKey]?.value);
  const storedAt = new Date(Math.max(...Object.values(found).map(({ modifiedAt }) => modifiedAt.getTime())));
  if (!whole)
    return id && secret ? { accessKeyId: id, secretAccessKey: secret, complete: false, storedAt } : undefined;
  const complete = whole.accessKeyId === id && whole.secretAccessKey.reveal() === secret?.reveal();
  return { ...whole, complete, storedAt };
}

/**
 * Makes a key the stored one. The one parameter comes first: from then on our own readers have the new pair, whole.
 * The two copies for other readers follow, and between these two writes a reader of both sees id and secret of
 * different keys; the id comes last, so that where it is, a secret is there too.
 */
export async function storeKey({ parameters }: Needs, appName: string, key: AccessKey): Promise<void> {
  const { iam } = parameters.paths.of(appName);
  await parameters.put(appName, iam.accessKey, packKey(key));
  await copyKey({ parameters }, appName, key);
}

/** Writes the two copies of the stored key. */
export async function copyKey({ parameters }: Needs, appName: string, key: AccessKey): Promise<void> {
  const { iam } = parameters.paths.of(appName);
  await parameters.put(appName, iam.secretAccessKey, key.secretAccessKey);
  await parameters.put(appName, iam.accessKeyId, key.accessKeyId);
}
