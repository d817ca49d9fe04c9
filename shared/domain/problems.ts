import type * as z from 'zod/mini';

type Issue = z.core.$ZodIssue;

const LIMIT: Record<string, string> = { too_small: 'at least', too_big: 'at most' };

function say(issue: Issue): string {
  if (issue.code === 'invalid_type') return `must be of type ${issue.expected}`;
  if (issue.code === 'unrecognized_keys') return `has unknown field(s): ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_value') return `must be ${issue.values.map(String).join(' or ')}`;
  if (issue.code === 'too_small') return `must be ${LIMIT.too_small} ${issue.minimum}`;
  if (issue.code === 'too_big') return `must be ${LIMIT.too_big} ${issue.maximum}`;
  if (issue.code === 'invalid_union') return 'must be create, adopt or none';
  return issue.message;
}

/**
 * All problems of a failed parse, one line each, as `path: what is wrong`. Values are never quoted: one could be secret.
 * @param issues the issues of a zod error
 */
export function listProblems(issues: readonly Issue[]): string[] {
  return issues.map((issue) => `${issue.path.map(String).join('.') || 'input'}: ${say(issue)}`);
}
