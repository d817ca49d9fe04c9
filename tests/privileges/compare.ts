import type { Grant } from './grants.ts';

/** What a role did: an action on a resource. */
export type Call = Grant;

/** Where calls and grants differ, one line each. */
export interface Difference {
  usedNotGranted: string[];
  grantedNotUsed: string[];
}

export const line = ({ role, action, resource }: Grant) => `${role} ${action} ${resource}`;

/** Compares what roles did with what they may do. */
export function compare(grants: Grant[], calls: Call[]): Difference {
  const unique = (found: Grant[]) => [...new Set(found.map(line))].toSorted();
  return {
    usedNotGranted: unique(calls.filter((call) => !grants.some((grant) => covers(grant, call)))),
    grantedNotUsed: unique(grants.filter((grant) => !calls.some((call) => covers(grant, call)))),
  };
}

function covers(grant: Grant, { role, action, resource }: Call): boolean {
  if (grant.role !== role || grant.action.toLowerCase() !== action.toLowerCase()) return false;
  return globOf(grant.resource).test(resource);
}

const globs = new Map<string, RegExp>();

/** IAM's `*` stands for any characters, also none, `?` for one. Source: IAM user guide, Resource element */
function globOf(pattern: string): RegExp {
  const known = globs.get(pattern);
  if (known) return known;
  const words = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const glob = new RegExp(`^${words}$`);
  globs.set(pattern, glob);
  return glob;
}
