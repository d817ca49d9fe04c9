import { DEFAULT_NAMESPACE, type Installation } from './installation.ts';

type Namespace = Pick<Installation, 'namespace'>;

/** IAM path of everything an installation creates: the rights of its functions end at this path. */
export const iamPath = ({ namespace }: Namespace): string => `/${namespace}/`;

/** Name of the inline policy that lets the user assume the role. */
export const STS_POLICY_NAME = 'SellingPartnerAPI-AssumeRole';

/**
 * What the names of an installation's IAM resources begin with. IAM names are unique in an account, whatever their path.
 * No application or namespace contains a dot, so no two namespaces share a name.
 */
export function iamPrefixes({ namespace }: Namespace) {
  // Amazon's tutorial calls them so, and installations older than namespaces have them.
  if (namespace === DEFAULT_NAMESPACE)
    return { user: 'sp-api-', policy: 'SellingPartnerAPI-', role: 'SellingPartnerAPIRole-' };
  const prefix = `${namespace}.`;
  return { user: prefix, policy: prefix, role: prefix };
}

/** Names of an application's IAM resources. */
export function iamNames(installation: Namespace, appName: string) {
  const { user, policy, role } = iamPrefixes(installation);
  return { user: user + appName, policy: policy + appName, role: role + appName };
}

/**
 * ARN of the managed policy of an application.
 * @param arnOfAccount any ARN that names the account
 */
export function policyArnOf(installation: Namespace, appName: string, arnOfAccount: string): string {
  const [arn, partition, , , account] = arnOfAccount.split(':');
  return `${arn}:${partition}:iam::${account}:policy${iamPath(installation)}${iamNames(installation, appName).policy}`;
}

/** Tags on everything an installation creates; they are how it knows its own resources again. */
export const ownershipTags = ({ stage, region }: Omit<Installation, 'namespace'>, appName: string) => ({
  app: appName,
  'managed-by': 'sp-api-private-app',
  stage,
  region,
});

/**
 * The last part of an IAM ARN, which is the name that IAM calls take.
 * @param arn for example `arn:aws:iam::111122223333:user/sp-api/x`
 */
export function nameOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
