import type { StepContext } from '#shared/lambda/define-step.ts';
import { findPolicy, requireOwnPolicy } from '#shared/removal/our-resources.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'iamPolicies' | 'installation' | 'parameters'>;

/** Deletes the managed policy, if it is ours and attached to nobody: the older versions first, as IAM wants it. */
export async function deleteIamPolicy(services: Needs, owner: Input, context: StepContext): Promise<Output> {
  const { iamPolicies } = services;
  const policy = await findPolicy(services, owner, context.execution);
  if (policy?.standing !== 'ours') return { deleted: false };
  await requireOwnPolicy(services, policy, owner.appName);
  for (const { versionId, isDefault } of await iamPolicies.listVersions(policy.arn))
    if (!isDefault) await iamPolicies.deleteVersion(policy.arn, versionId);
  await iamPolicies.delete(policy.arn);
  return { deleted: true };
}
