import { isFresh } from '../domain/freshness.ts';
import { OldAccessKeyInUse } from '../errors/refused.ts';
import { IamNotConsistent } from '../errors/retryable.ts';

/**
 * The error of an old key that IAM lists as active though the rotation has made it inactive.
 * @param inactiveSince when the rotation did so; soon after that IAM may only not show it yet
 */
export function oldKeyInUse(
  userName: string,
  accessKeyId: string,
  inactiveSince: string | undefined,
  now: Date,
): Error {
  const what = `The old access key ${accessKeyId} of ${userName} is active again, though the rotation had made it inactive. It was not deleted.`;
  const remedy = `Something may still use it: have it read the stored key. Then make the old one inactive and start rotate-access-key again: aws iam update-access-key --user-name ${userName} --access-key-id ${accessKeyId} --status Inactive`;
  const details = { userName, accessKeyId };
  if (isFresh(now, inactiveSince)) return new IamNotConsistent({ what, remedy, details });
  return new OldAccessKeyInUse({ what, remedy, details });
}
