import { IamNameTaken } from '../errors/refused.ts';
import { IamNotConsistent } from '../errors/retryable.ts';
import { ownershipTags } from './iam-names.ts';

/** Whether an IAM resource carries the tags of what we make for this application. */
export const isOurs = ({ tags }: { tags: Record<string, string> }, appName: string): boolean =>
  Object.entries(ownershipTags(appName)).every(([key, value]) => tags[key] === value);

/**
 * Makes sure that an IAM resource with our name is ours, by its tags.
 * @param found the resource, or `undefined` when IAM said that the name exists but it is not where we look
 * @throws IamNameTaken; IamNotConsistent for what IAM says exists but does not show yet
 */
export function requireOurs<T extends { tags: Record<string, string> }>(
  kind: 'user' | 'role' | 'policy',
  name: string,
  found: T | undefined,
  appName: string,
): T {
  if (found && isOurs(found, appName)) return found;
  if (!found) throw notShownYet(kind, name);
  throw new IamNameTaken({
    what: `The account has an IAM ${kind} named ${name} that was not made here: its tags or its path are not ours.`,
    remedy: `Choose another appName, delete that ${kind}, or use it as it is with "iam":{"mode":"adopt",...}.`,
    details: { kind, name },
  });
}

const notShownYet = (kind: string, name: string) =>
  new IamNotConsistent({
    what: `IAM says that the ${kind} ${name} exists, but does not show it yet.`,
    // Users and roles are found by name, whatever their path; a policy is found by its ARN, path included.
    remedy: `Start the execution again in a minute. If it goes on, the account has a ${kind} whose name differs in letter case only${kind === 'policy' ? ', or that has another path than /sp-api/' : ''}: choose another appName or delete it.`,
    details: { kind, name },
  });
