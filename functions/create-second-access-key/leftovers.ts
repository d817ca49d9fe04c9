import type { AccessKey, AccessKeyInfo } from '#shared/clients/iam-users.ts';
import { isFresh } from '#shared/domain/freshness.ts';
import { KEY_MAKER_MS, type RotationRecord, wasMadeBy } from '#shared/domain/key-rotation.ts';
import { AccessKeyLimitReached } from '#shared/errors/refused.ts';
import { AccessKeyNotReady } from '#shared/errors/retryable.ts';
import { notListedYet, whileNew } from '#shared/iam/not-yet.ts';
import type { Services } from '#shared/services.ts';

type Needs = Pick<Services, 'clock' | 'iamUsers'>;

/**
 * The kept key as IAM lists it; `undefined` when somebody has deleted it.
 * @throws IamNotConsistent when it was made a moment ago, and IAM may only not show it yet
 */
export function findPending(
  { clock }: Needs,
  userName: string,
  { accessKeyId, createdAt }: AccessKey,
  keys: AccessKeyInfo[],
): AccessKeyInfo | undefined {
  const listed = keys.find((key) => key.accessKeyId === accessKeyId);
  if (listed || !isFresh(clock.now(), createdAt)) return listed;
  throw notListedYet(accessKeyId, userName);
}

/**
 * Deletes a second key that an interrupted rotation left: its kept one, which somebody has made inactive, or one made
 * just after it began, never used, whose secret nobody has. Any other second key is somebody else's, and stays.
 * @throws AccessKeyLimitReached for a key that is not ours; AccessKeyNotReady while whoever made it may still keep it
 */
export async function makeRoom(
  { clock, iamUsers }: Needs,
  userName: string,
  { accessKeyId, createdAt }: AccessKeyInfo,
  rotation: RotationRecord | undefined,
  pendingId: string | undefined,
): Promise<void> {
  const isPending = accessKeyId === pendingId;
  const wasUsed = () => whileNew({ clock }, [createdAt], () => iamUsers.wasUsed(accessKeyId));
  const isLost = rotation && wasMadeBy(rotation, createdAt) && !(await wasUsed());
  if (!isPending && !isLost) throw limitReached(userName, accessKeyId);
  if (!isPending && clock.now().getTime() - createdAt.getTime() < KEY_MAKER_MS) throw maybeKept(accessKeyId);
  await iamUsers.deleteAccessKey(userName, accessKeyId);
}

const limitReached = (userName: string, accessKeyId: string) =>
  new AccessKeyLimitReached({
    what: `The user ${userName} has a second access key, ${accessKeyId}, that was not made here. IAM allows two, so there is no room for a new one.`,
    remedy: `Find out who uses ${accessKeyId}. When nothing does any more, delete it and start rotate-access-key again: aws iam delete-access-key --user-name ${userName} --access-key-id ${accessKeyId}`,
    details: { userName, accessKeyId },
  });

const maybeKept = (accessKeyId: string) =>
  new AccessKeyNotReady({
    what: `The access key ${accessKeyId} was made a moment ago, and its secret is not kept yet.`,
    remedy:
      'Nothing at first, it is tried again. If it goes on, start rotate-access-key again in some minutes.',
    details: { accessKeyId },
  });
