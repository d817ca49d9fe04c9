import { iamNames, policyArnOf, STS_POLICY_NAME } from '../domain/iam-names.ts';
import { type NamedResource, otherOwner } from '../domain/ownership.ts';
import { IamResourceInUse } from '../errors/refused.ts';
import { standingOf } from '../iam/ownership.ts';
import type { Services } from '../services.ts';

/** Whose resources are looked for: those of an application, without the ones it has adopted. */
export interface Owner {
  appName: string;
  /** ARNs that are never touched, whatever their tags. */
  adopted: string[];
}

/** An IAM resource with a name of ours. Only one that is `ours` may be changed. */
export interface Named extends NamedResource {
  arn: string;
  standing: 'ours' | 'adopted' | 'foreign';
  /** Why a foreign one stays, for people. */
  whyKept?: string;
}

interface Found {
  arn: string;
  tags: Record<string, string>;
}

type Needs = Pick<Services, 'installation' | 'parameters'>;

const NOT_OURS = {
  foreign: 'it has our name, but was not made here',
  unclaimed: 'an earlier version created it, and nothing says that this stack did',
};

async function named(
  services: Needs,
  { kind, name }: NamedResource,
  found: Found | undefined,
  owner: Owner,
): Promise<Named | undefined> {
  if (!found) return undefined;
  const { arn } = found;
  if (owner.adopted.includes(arn)) return { kind, name, arn, standing: 'adopted' };
  const standing = await standingOf(services, { kind }, found, owner.appName);
  if (standing === 'ours' || standing === 'inherited') return { kind, name, arn, standing: 'ours' };
  const other = otherOwner(found, services.installation);
  const whyKept = other ? `it belongs to the stack of ${other}; remove it there` : NOT_OURS[standing];
  return { kind, name, arn, standing: 'foreign', whyKept };
}

/** The user with the name that an application's user has. */
export async function findUser(
  services: Needs & Pick<Services, 'iamUsers'>,
  owner: Owner,
): Promise<Named | undefined> {
  const { user: name } = iamNames(services.installation, owner.appName);
  return named(services, { kind: 'user', name }, await services.iamUsers.find(name), owner);
}

/** The role with the name that an application's role has. */
export async function findRole(
  services: Needs & Pick<Services, 'iamRoles'>,
  owner: Owner,
): Promise<Named | undefined> {
  const { role: name } = iamNames(services.installation, owner.appName);
  return named(services, { kind: 'role', name }, await services.iamRoles.find(name), owner);
}

/**
 * The managed policy with the name that an application's policy has.
 * @param execution ARN of any execution: it names the account
 */
export async function findPolicy(
  services: Needs & Pick<Services, 'iamPolicies'>,
  owner: Owner,
  execution: string,
): Promise<Named | undefined> {
  const { installation, iamPolicies } = services;
  const { policy: name } = iamNames(installation, owner.appName);
  const found = await iamPolicies.find(policyArnOf(installation, owner.appName, execution));
  return named(services, { kind: 'policy', name }, found, owner);
}

/**
 * Makes sure that nothing is attached to our user that was not made here.
 * @throws IamResourceInUse
 */
export async function requireOwnUser(
  { iamUsers, iamUserPolicies }: Pick<Services, 'iamUsers' | 'iamUserPolicies'>,
  user: Named,
): Promise<void> {
  const inline = await iamUserPolicies.list(user.name);
  requireNothing(user, [
    ...inline.filter((name) => name !== STS_POLICY_NAME).map((name) => `the inline policy ${name}`),
    ...(await iamUserPolicies.listAttached(user.name)).map((arn) => `the policy ${arn}`),
    ...(await iamUsers.listGroups(user.name)).map((name) => `the group ${name}`),
  ]);
}

/**
 * Makes sure that nothing is attached to our role that was not made here.
 * @param policyArn our managed policy
 * @throws IamResourceInUse
 */
export async function requireOwnRole(
  { iamRoles }: Pick<Services, 'iamRoles'>,
  role: Named,
  policyArn: string,
): Promise<void> {
  const attached = await iamRoles.listAttachedPolicyArns(role.name);
  requireNothing(role, [
    ...(await iamRoles.listInlinePolicies(role.name)).map((name) => `the inline policy ${name}`),
    ...attached.filter((arn) => arn !== policyArn).map((arn) => `the policy ${arn}`),
  ]);
}

/**
 * Makes sure that our policy is attached to no other than our role.
 * @throws IamResourceInUse
 */
export async function requireOwnPolicy(
  { iamPolicies, installation }: Pick<Services, 'iamPolicies' | 'installation'>,
  policy: Named,
  appName: string,
): Promise<void> {
  const entities = await iamPolicies.listEntities(policy.arn);
  const ownRole = `role ${iamNames(installation, appName).role}`;
  requireNothing(
    policy,
    entities.filter((entity) => entity !== ownRole).map((entity) => `the ${entity}`),
  );
}

function requireNothing({ kind, name }: Named, foreign: string[]): void {
  if (foreign.length === 0) return;
  throw new IamResourceInUse({
    what: `The IAM ${kind} ${name} was made here, but ${foreign.join(', ')} ${foreign.length === 1 ? 'was' : 'were'} attached to it by somebody else. Neither was deleted.`,
    remedy: `Find out who needs it. When nobody does any more, detach or delete it, and start remove-private-app again.`,
    details: { kind, name },
  });
}
