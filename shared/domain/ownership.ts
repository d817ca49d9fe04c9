import { ownershipTags } from './iam-names.ts';
import { DEFAULT_NAMESPACE, type Installation } from './installation.ts';

/** An IAM resource with its tags. */
export interface Tagged {
  tags: Record<string, string>;
}

/** An IAM resource by its name. */
export interface NamedResource {
  kind: 'user' | 'role' | 'policy';
  name: string;
}

/**
 * Whose an IAM resource with a name of ours is, by its tags: `ours` are those of what this installation creates for the
 * application. Versions without namespaces tagged neither stage nor region, so what they created is `unclaimed`.
 */
export function claimOf(
  { tags }: Tagged,
  installation: Installation,
  appName: string,
): 'ours' | 'unclaimed' | 'foreign' {
  const { stage, region, ...made } = ownershipTags(installation, appName);
  if (!Object.entries(made).every(([key, value]) => tags[key] === value)) return 'foreign';
  if (isUnclaimed({ tags })) return installation.namespace === DEFAULT_NAMESPACE ? 'unclaimed' : 'foreign';
  return tags.stage === stage && tags.region === region ? 'ours' : 'foreign';
}

/** Whether the tags of a resource name no installation, as versions without namespaces left them. */
const isUnclaimed = ({ tags }: Tagged): boolean => !tags.stage && !tags.region;

/** Whose resource it is, where another installation of this program created it: `stage prod in eu-west-1`. */
export function otherOwner({ tags }: Tagged, installation: Installation): string | undefined {
  const { 'managed-by': program } = ownershipTags(installation, '');
  if (tags['managed-by'] !== program || isUnclaimed({ tags })) return undefined;
  const { stage = 'unknown', region = 'unknown' } = tags;
  if (stage === installation.stage && region === installation.region) return undefined;
  return `stage ${stage} in ${region}`;
}
