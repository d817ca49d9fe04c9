import type { AccessKeyInfo } from '../clients/iam-users.ts';
import { isFresh } from '../domain/freshness.ts';
import { OldAccessKeyInUse } from '../errors/refused.ts';
import { IamNotConsistent } from '../errors/retryable.ts';

/**
 * Makes sure that the keys which a removal has made inactive are still so, and that no other was made.
 * @param inactiveSince when they were made inactive
 * @throws OldAccessKeyInUse; IamNotConsistent while IAM may only not show it yet
 */
export function requireInactive(
  userName: string,
  keys: AccessKeyInfo[],
  inactiveSince: string | undefined,
  now: Date,
): void {
  const active = keys.filter((key) => key.active).map(({ accessKeyId }) => accessKeyId);
  if (active.length === 0) return;
  const what = `The access key ${active.join(' and ')} of ${userName} is active, though the removal has made all keys inactive. Nothing was deleted.`;
  const remedy = `Something may still use it. To remove the application all the same, make the key inactive and start remove-private-app again; to keep it, start create-private-app: aws iam update-access-key --user-name ${userName} --access-key-id ${active[0]} --status Inactive`;
  const details = { userName, accessKeyIds: active.join(' ') };
  if (isFresh(now, inactiveSince)) throw new IamNotConsistent({ what, remedy, details });
  throw new OldAccessKeyInUse({ what, remedy, details });
}
