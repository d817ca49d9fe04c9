import {
  DeleteAccessKeyCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListUserPoliciesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { callAws } from '#shared/clients/aws-errors.ts';
import { allPages, createIamClient } from '#shared/clients/iam-call.ts';
import { nameOfArn } from '#shared/domain/iam-names.ts';
import type { AwsConfig } from '../../../cli/aws-config.ts';
import { type Kind, present } from './kind.ts';

/** IAM users, roles and policies, by their ARNs. They belong to the account, not to a region. */
export function iamKinds(config: AwsConfig): Kind[] {
  const iam = createIamClient(config);
  return [
    {
      name: 'IAM user',
      list: () =>
        callAws({ action: 'iam:ListUsers' }, () =>
          allPages(
            (Marker) => iam.send(new ListUsersCommand({ Marker })),
            ({ Users = [] }) => present(Users.map(({ Arn }) => Arn)),
          ),
        ),
      remove: (arn) => removeUser(iam, nameOfArn(arn)),
    },
    {
      name: 'IAM role',
      list: () =>
        callAws({ action: 'iam:ListRoles' }, () =>
          allPages(
            (Marker) => iam.send(new ListRolesCommand({ Marker })),
            ({ Roles = [] }) => present(Roles.map(({ Arn }) => Arn)),
          ),
        ),
      remove: (arn) => removeRole(iam, nameOfArn(arn)),
    },
    {
      name: 'IAM policy',
      list: () =>
        callAws({ action: 'iam:ListPolicies' }, () =>
          allPages(
            (Marker) => iam.send(new ListPoliciesCommand({ Scope: 'Local', Marker })),
            ({ Policies = [] }) => present(Policies.map(({ Arn }) => Arn)),
          ),
        ),
      remove: (arn) => removePolicy(iam, arn),
    },
  ];
}

async function removeUser(iam: IAMClient, UserName: string): Promise<void> {
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
  for (const { AccessKeyId } of AccessKeyMetadata)
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  const { PolicyNames = [] } = await iam.send(new ListUserPoliciesCommand({ UserName }));
  for (const PolicyName of PolicyNames) await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName }));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
  for (const { PolicyArn } of AttachedPolicies)
    await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }));
  await iam.send(new DeleteUserCommand({ UserName }));
}

async function removeRole(iam: IAMClient, RoleName: string): Promise<void> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  for (const { PolicyArn } of AttachedPolicies)
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
}

async function removePolicy(iam: IAMClient, PolicyArn: string): Promise<void> {
  const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
  for (const { VersionId, IsDefaultVersion } of Versions)
    if (!IsDefaultVersion) await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
  await iam.send(new DeletePolicyCommand({ PolicyArn }));
}
