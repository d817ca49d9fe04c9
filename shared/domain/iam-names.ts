/** IAM path of everything we make: the functions' own permissions end at it. */
export const IAM_PATH = '/sp-api/';

/** Name of the inline policy that lets the user assume the role. */
export const STS_POLICY_NAME = 'SellingPartnerAPI-AssumeRole';

/** Name prefix of the managed policy; Amazon's tutorial calls it SellingPartnerAPI. */
export const POLICY_NAME_PREFIX = 'SellingPartnerAPI-';

/**
 * Names of an application's IAM resources. IAM names are unique in an account, so each carries the application's.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (names up to 64 characters)
 */
export function iamNames(appName: string) {
  return {
    user: `sp-api-${appName}`,
    policy: `${POLICY_NAME_PREFIX}${appName}`,
    role: `SellingPartnerAPIRole-${appName}`,
  };
}

/**
 * ARN of the managed policy of an application.
 * @param arnOfAccount any ARN that names the account
 */
export function policyArnOf(appName: string, arnOfAccount: string): string {
  const [arn, partition, , , account] = arnOfAccount.split(':');
  return `${arn}:${partition}:iam::${account}:policy${IAM_PATH}${iamNames(appName).policy}`;
}

/** Tags on everything we make; they are how we know our own resources again. */
export function ownershipTags(appName: string): Record<'app' | 'managed-by', string> {
  return { app: appName, 'managed-by': 'sp-api-private-app' };
}

/**
 * The last part of an IAM ARN, which is the name that IAM calls take.
 * @param arn for example `arn:aws:iam::111122223333:user/sp-api/x`
 */
export function nameOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
