import { IamNameTaken } from '../errors/refused.ts';
import { IamNotConsistent } from '../errors/retryable.ts';
import { iamPath, ownershipTags } from './iam-names.ts';
import { DEFAULT_NAMESPACE, type Installation } from './installation.ts';

interface Tagged {
  tags: Record<string, string>;
}

/**
 * Whether an IAM resource carries the tags of what this installation creates for the application. Versions without
 * namespaces did not tag stage and region; what they created belongs to whoever has their namespace now.
 */
export function isOurs({ tags }: Tagged, installation: Installation, appName: string): boolean {
  const { stage, region, ...made } = ownershipTags(installation, appName);
  if (!Object.entries(made).every(([key, value]) => tags[key] === value)) return false;
  if (isUnclaimed({ tags })) return installation.namespace === DEFAULT_NAMESPACE;
  return tags.stage === stage && tags.region === region;
}

/** Whether the tags of a resource name no installation, as versions without namespaces left them. */
export const isUnclaimed = ({ tags }: Tagged): boolean => !tags.stage && !tags.region;

/** Whose resource it is, where another installation of this program created it: `stage prod in eu-west-1`. */
export function otherOwner({ tags }: Tagged, installation: Installation): string | undefined {
  const { 'managed-by': program } = ownershipTags(installation, '');
  if (tags['managed-by'] !== program || isUnclaimed({ tags })) return undefined;
  const { stage = 'unknown', region = 'unknown' } = tags;
  if (stage === installation.stage && region === installation.region) return undefined;
  return `stage ${stage} in ${region}`;
}

/** An IAM resource by its name. */
export interface NamedResource {
  kind: 'user' | 'role' | 'policy';
  name: string;
}

/**
 * Makes sure that an IAM resource with our name is ours, by its tags.
 * @param found the resource, or `undefined` when IAM said that the name exists but it is not where we look
 * @throws IamNameTaken; IamNotConsistent for what IAM says exists but does not show yet
 */
export function requireOurs<T extends Tagged>(
  resource: NamedResource,
  found: T | undefined,
  installation: Installation,
  appName: string,
): T {
  if (!found) throw notShownYet(resource, installation);
  if (isOurs(found, installation, appName)) return found;
  throw nameTaken(resource, otherOwner(found, installation));
}

function nameTaken({ kind, name }: NamedResource, owner: string | undefined): IamNameTaken {
  const details = { kind, name, ...(owner && { owner }) };
  if (owner)
    return new IamNameTaken({
      what: `The IAM ${kind} ${name} belongs to the stack of ${owner}: IAM names are unique in an account, whatever the region.`,
      remedy: `Choose another appName, deploy this stack with a namespace that no other stack has (--param namespace=<name>), or use that ${kind} as it is with "iam":{"mode":"adopt",...}.`,
      details,
    });
  return new IamNameTaken({
    what: `The account has an IAM ${kind} named ${name} that was not made here: its tags or its path are not ours.`,
    remedy: `Choose another appName, delete that ${kind}, or use it as it is with "iam":{"mode":"adopt",...}.`,
    details,
  });
}

const notShownYet = ({ kind, name }: NamedResource, installation: Installation) =>
  new IamNotConsistent({
    what: `IAM says that the ${kind} ${name} exists, but does not show it yet.`,
    // Users and roles are found by name, whatever their path; a policy is found by its ARN, path included.
    remedy: `Start the execution again in a minute. If it goes on, the account has a ${kind} whose name differs in letter case only${kind === 'policy' ? `, or that has another path than ${iamPath(installation)}` : ''}: choose another appName or delete it.`,
    details: { kind, name },
  });
