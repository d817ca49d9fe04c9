import type { AccessKey, IamUsers } from '../clients/iam-users.ts';
import { AwsQuotaReached } from '../errors/refused.ts';
import { IamNotConsistent } from '../errors/retryable.ts';

/**
 * Makes an access key of a user of whom IAM has just listed fewer than two.
 * @throws IamNotConsistent where IAM says now that there are two: another one is being made, or one that was deleted counts
 *   still; else what {@link IamUsers} throws
 */
export async function makeAccessKey(
  iamUsers: Pick<IamUsers, 'createAccessKey'>,
  userName: string,
): Promise<AccessKey> {
  try {
    return await iamUsers.createAccessKey(userName);
  } catch (error) {
    if (!(error instanceof AwsQuotaReached)) throw error;
    throw new IamNotConsistent({
      what: `IAM listed fewer than two access keys of ${userName} and says now that there are two: another execution may be making one, or IAM still counts one that was deleted.`,
      remedy:
        'Nothing at first, it is tried again. If it goes on, look at the access keys of this user in IAM.',
      cause: error,
    });
  }
}
