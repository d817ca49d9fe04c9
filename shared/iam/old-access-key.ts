import { OldAccessKeyInUse } from '../errors/refused.ts';

/** The error of an old key that somebody has made active again in its grace period. */
export const oldKeyInUse = (userName: string, accessKeyId: string) =>
  new OldAccessKeyInUse({
    what: `The old access key ${accessKeyId} of ${userName} is active again, though the rotation had made it inactive. It was not deleted.`,
    remedy: `Something may still use it: have it read the stored key. Then make the old one inactive and start rotate-access-key again: aws iam update-access-key --user-name ${userName} --access-key-id ${accessKeyId} --status Inactive`,
    details: { userName, accessKeyId },
  });
