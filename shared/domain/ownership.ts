import { IamNameTaken } from '../errors/refused.ts';
import { ownershipTags } from './iam-names.ts';

/**
 * Makes sure that an IAM resource with our name is ours, by its tags.
 * @param found the resource, or `undefined` when IAM said that the name exists but it is not where we look
 * @throws IamNameTaken
 */
export function requireOurs<T extends { tags: Record<string, string> }>(
  kind: 'user' | 'role' | 'policy',
  name: string,
  found: T | undefined,
  appName: string,
): T {
  const ours = Object.entries(ownershipTags(appName));
  if (found && ours.every(([key, value]) => found.tags[key] === value)) return found;
  throw new IamNameTaken({
    what: `The account has an IAM ${kind} named ${name} that was not made here: its tags or its path are not ours.`,
    remedy: `Choose another appName, delete that ${kind}, or use it as it is with "iam":{"mode":"adopt",...}.`,
    details: { kind, name },
  });
}
