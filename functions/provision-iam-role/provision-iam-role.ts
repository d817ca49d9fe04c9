import type { IamRole } from '#shared/clients/iam-roles.ts';
import { type PolicyDocument, sameDocument, trustPolicy } from '#shared/domain/iam-documents.ts';
import { iamNames, iamPath, ownershipTags } from '#shared/domain/iam-names.ts';
import { requireOurs } from '#shared/domain/ownership.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

/** `boundaryArn` is the policy that is the permissions boundary of every role we make. */
type Needs = Pick<Services, 'iamRoles' | 'installation' | 'parameters'> & { boundaryArn: string };

/** Tutorial step 3.4: the role, which trusts the user alone and has the policy attached. */
export async function provisionIamRole(
  services: Needs,
  { appName, userArn, policyArn }: Input,
): Promise<Output> {
  const roleName = iamNames(services.installation, appName).role;
  const { arn, change } = await ensureRole(services, appName, roleName, userArn);
  const attached = await ensureAttached(services, roleName, policyArn);
  await services.parameters.put(appName, services.parameters.paths.of(appName).iam.roleArn, arn);
  return { roleArn: arn, change: change === 'none' && attached ? 'corrected' : change };
}

async function ensureRole(services: Needs, appName: string, roleName: string, userArn: string) {
  const { iamRoles, installation, boundaryArn } = services;
  const named = { kind: 'role', name: roleName } as const;
  const trust = trustPolicy(userArn);
  const tags = ownershipTags(installation, appName);
  const existing = await iamRoles.find(roleName);
  if (!existing) {
    const description = `Assumed by ${userArn} to call the Selling Partner API`;
    const role = { roleName, path: iamPath(installation), description, trust, tags, boundaryArn };
    const arn = await iamRoles.create(role);
    const made = requireOurs(named, arn ? { arn, tags } : undefined, installation, appName);
    return { arn: made.arn, change: 'created' as const };
  }
  const { arn } = requireOurs(named, existing, installation, appName);
  return { arn, change: await correct(services, roleName, existing, trust) };
}

async function correct(services: Needs, roleName: string, existing: IamRole, trust: PolicyDocument) {
  const { iamRoles, boundaryArn } = services;
  const bounded = existing.boundaryArn === boundaryArn;
  // A role that an earlier version made has no boundary yet.
  if (!bounded) await iamRoles.setBoundary(roleName, boundaryArn);
  const trusting = sameDocument(existing.trust, trust);
  // A trust whose user was deleted and made again names the dead user's id; it is written anew as well.
  if (!trusting) await iamRoles.updateTrust(roleName, trust);
  return bounded && trusting ? ('none' as const) : ('corrected' as const);
}

async function ensureAttached({ iamRoles }: Needs, roleName: string, policyArn: string): Promise<boolean> {
  if ((await iamRoles.listAttachedPolicyArns(roleName)).includes(policyArn)) return false;
  await iamRoles.attachPolicy(roleName, policyArn);
  return true;
}
