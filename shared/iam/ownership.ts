import { iamPath, ownershipTags } from '../domain/iam-names.ts';
import type { Installation } from '../domain/installation.ts';
import { claimOf, type NamedResource, otherOwner, type Tagged } from '../domain/ownership.ts';
import type { Explanation } from '../errors/base.ts';
import { IamNameTaken } from '../errors/refused.ts';
import { IamNotConsistent } from '../errors/retryable.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'installation' | 'parameters'>;
type Found = Tagged & { arn: string };

/**
 * Whose an IAM resource with a name of ours is. One that an earlier version created carries no stage and region: it is
 * `inherited` where the Parameter Store of this region names it, and `unclaimed` elsewhere.
 * @throws what Parameter Store throws
 */
export async function standingOf(
  { installation, parameters }: Needs,
  { kind }: Pick<NamedResource, 'kind'>,
  found: Found,
  appName: string,
): Promise<'ours' | 'inherited' | 'unclaimed' | 'foreign'> {
  const claim = claimOf(found, installation, appName);
  if (claim !== 'unclaimed') return claim;
  const path = parameters.paths.of(appName).iam[`${kind}Arn`];
  return (await parameters.get([path]))[path] === found.arn ? 'inherited' : 'unclaimed';
}

/**
 * Makes sure that an IAM resource with our name is ours.
 * @param found the resource, or `undefined` when IAM said that the name exists but it is not where we look
 * @returns the resource, and the tags that it lacks where an earlier version created it
 * @throws IamNameTaken; IamNotConsistent for what IAM says exists but does not show yet
 */
export async function requireOurs<T extends Found>(
  services: Needs,
  resource: NamedResource,
  found: T | undefined,
  appName: string,
): Promise<T & { missingTags?: Record<string, string> }> {
  const { installation } = services;
  if (!found) throw notShownYet(resource, installation);
  const standing = await standingOf(services, resource, found, appName);
  if (standing === 'ours') return found;
  if (standing === 'inherited') return { ...found, missingTags: ownershipTags(installation, appName) };
  const owner = otherOwner(found, installation);
  if (owner) throw taken(resource, ownedBy(resource, owner));
  throw taken(
    resource,
    standing === 'unclaimed' ? madeBefore(resource, found, installation) : notMadeHere(resource),
  );
}

const taken = ({ kind, name }: NamedResource, { what, remedy, details }: Explanation) =>
  new IamNameTaken({ what, remedy, details: { kind, name, ...details } });

const ownedBy = ({ kind, name }: NamedResource, owner: string): Explanation => ({
  what: `The IAM ${kind} ${name} belongs to the stack of ${owner}: IAM names are unique in an account, whatever the region.`,
  remedy:
    'Choose another appName. Or, while this stack has no applications, deploy it with a namespace that no other stack has: --param namespace=<name>.',
  details: { owner },
});

const madeBefore = (
  { kind, name }: NamedResource,
  { arn }: Found,
  installation: Installation,
): Explanation => {
  const { stage, region } = installation;
  const which = kind === 'policy' ? `--policy-arn ${arn}` : `--${kind}-name ${name}`;
  const tag = `aws iam tag-${kind} ${which} --tags Key=stage,Value=${stage} Key=region,Value=${region}`;
  return {
    what: `An earlier version of this program created the IAM ${kind} ${name}, and nothing says for which stack: its tags name no stage and region, and Parameter Store in ${region} does not name it.`,
    remedy: `Choose another appName if a stack in another region uses that ${kind}. If no stack does, give it to this one, and start again: ${tag}`,
  };
};

const notMadeHere = ({ kind, name }: NamedResource): Explanation => ({
  what: `The account has an IAM ${kind} named ${name} that was not made here: its tags or its path are not ours.`,
  remedy: `Choose another appName, delete that ${kind}, or use it as it is with "iam":{"mode":"adopt",...}.`,
});

const notShownYet = ({ kind, name }: NamedResource, installation: Installation) =>
  new IamNotConsistent({
    what: `IAM says that the ${kind} ${name} exists, but does not show it yet.`,
    // Users and roles are found by name, whatever their path; a policy is found by its ARN, path included.
    remedy: `Start the execution again in a minute. If it goes on, the account has a ${kind} whose name differs in letter case only${kind === 'policy' ? `, or that has another path than ${iamPath(installation)}` : ''}: choose another appName or delete it.`,
    details: { kind, name },
  });
