import {
  DeleteAccessKeyCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListPolicyVersionsCommand,
} from '@aws-sdk/client-iam';
import { linksOf } from '#shared/tasks/task-link.ts';
import type { FaultStack } from './fault-stack.ts';
import { takeSnapshot } from './snapshot.ts';

/** Removes an application, so that later runs do not read through what earlier ones have left. */
export async function purge(stack: FaultStack, appName: string): Promise<void> {
  const iam = new IAMClient(stack.engine.clientConfig);
  const { parameters, users, roles, policies } = await takeSnapshot(stack, appName);
  const { parameters: store } = stack;
  const links = await linksOf({ parameters: store }, appName);
  await store.delete([...Object.keys(parameters), ...links]);
  for (const RoleName of Object.keys(roles)) {
    for (const PolicyArn of Object.keys(policies))
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })).catch(() => undefined);
    await iam.send(new DeleteRoleCommand({ RoleName }));
  }
  for (const [UserName, { keys, documents }] of Object.entries(users)) {
    for (const { id: AccessKeyId } of keys)
      await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    for (const PolicyName of Object.keys(documents))
      await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName }));
    await iam.send(new DeleteUserCommand({ UserName }));
  }
  for (const PolicyArn of Object.keys(policies)) {
    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    for (const { VersionId, IsDefaultVersion } of Versions)
      if (!IsDefaultVersion) await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
  }
}
