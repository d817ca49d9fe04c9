import type { IamRole } from '#shared/clients/iam-roles.ts';
import { type PolicyDocument, trustPolicy } from '#shared/domain/iam-documents.ts';
import { sameDocument } from '#shared/domain/iam-meaning.ts';
import { iamNames, iamPath, ownershipTags } from '#shared/domain/iam-names.ts';
import { whileNew } from '#shared/iam/not-yet.ts';
import { requireOurs } from '#shared/iam/ownership.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

/** `boundaryArn` is the policy that is the permissions boundary of every role we make. */
type Needs = Pick<Services, 'clock' | 'iamRoles' | 'installation' | 'parameters'> & { boundaryArn: string };

/** Tutorial step 3.4: the role, which trusts the user alone and has the policy attached. */
export async function provisionIamRole(services: Needs, input: Input): Promise<Output> {
  const { appName, policyArn } = input;
  const roleName = iamNames(services.installation, appName).role;
  const { arn, createdAt, change } = await ensureRole(services, roleName, input);
  const attached = await whileNew(services, [createdAt], () => ensureAttached(services, roleName, policyArn));
  await services.parameters.put(appName, services.parameters.paths.of(appName).iam.roleArn, arn);
  return { roleArn: arn, change: change === 'none' && attached ? 'corrected' : change };
}

async function ensureRole(services: Needs, roleName: string, input: Input) {
  const { appName, userArn, userCreatedAt } = input;
  const { iamRoles, installation, boundaryArn } = services;
  const named = { kind: 'role', name: roleName } as const;
  const trust = trustPolicy(userArn);
  const tags = ownershipTags(installation, appName);
  const existing = await iamRoles.find(roleName);
  if (!existing) {
    const description = `Assumed by ${userArn} to call the Selling Partner API`;
    const role = { roleName, path: iamPath(installation), description, trust, tags, boundaryArn };
    const created = await whileNew(services, [userCreatedAt], () => iamRoles.create(role));
    const { arn, createdAt } = await requireOurs(services, named, created && { ...created, tags }, appName);
    return { arn, createdAt, change: 'created' as const };
  }
  const { arn, createdAt, missingTags } = await requireOurs(services, named, existing, appName);
  if (missingTags) await iamRoles.tag(roleName, missingTags);
  const change = await whileNew(services, [createdAt, userCreatedAt], () =>
    correct(services, roleName, existing, trust),
  );
  return { arn, createdAt, change };
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
