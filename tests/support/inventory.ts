import {
  IAMClient,
  ListAccessKeysCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import type { Engine } from '../../local/engine/engine.ts';

/** Everything of ours in IAM: ids, so that something made anew does not pass for what was there. */
export async function iamInventory({ clientConfig }: Engine) {
  const iam = new IAMClient(clientConfig);
  const PathPrefix = '/sp-api/';
  const { Users = [] } = await iam.send(new ListUsersCommand({ PathPrefix }));
  const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix }));
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ PathPrefix, Scope: 'Local' }));
  const keys = [];
  for (const { UserName } of Users) {
    const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
    keys.push(...AccessKeyMetadata.map(({ AccessKeyId }) => AccessKeyId));
  }
  const versions = [];
  for (const { Arn } of Policies) {
    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: Arn }));
    versions.push(...Versions.map(({ VersionId }) => `${Arn} ${VersionId}`));
  }
  return {
    users: Users.map(({ Arn, UserId }) => `${Arn} ${UserId}`),
    roles: Roles.map(({ Arn, RoleId }) => `${Arn} ${RoleId}`),
    policies: Policies.map(({ Arn, PolicyId }) => `${Arn} ${PolicyId}`),
    keys,
    versions,
  };
}
