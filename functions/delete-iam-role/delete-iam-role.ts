import { policyArnOf } from '#shared/domain/iam-names.ts';
import type { StepContext } from '#shared/lambda/define-step.ts';
import { findRole, requireOwnRole } from '#shared/removal/our-resources.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'iamRoles' | 'installation' | 'parameters'>;

/** Detaches our policy from the role and deletes it, if it is ours and nothing else is attached. */
export async function deleteIamRole(services: Needs, owner: Input, context: StepContext): Promise<Output> {
  const { iamRoles } = services;
  const role = await findRole(services, owner);
  if (role?.standing !== 'ours') return { deleted: false };
  const policyArn = policyArnOf(services.installation, owner.appName, context.execution);
  await requireOwnRole(services, role, policyArn);
  await iamRoles.detachPolicy(role.name, policyArn);
  await iamRoles.delete(role.name);
  return { deleted: true };
}
