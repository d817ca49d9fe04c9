import type * as z from 'zod/mini';
import { InvalidInput } from '../errors/broken.ts';
import { foreignText } from '../errors/plain-text.ts';
import { holdsSecret } from './holds-secret.ts';

type Issue = z.core.$ZodIssue;

const LIMIT: Record<string, string> = { too_small: 'at least', too_big: 'at most' };

function say(issue: Issue): string {
  if (issue.code === 'invalid_type') return `must be of type ${issue.expected}`;
  if (issue.code === 'unrecognized_keys')
    return `has unknown field(s): ${issue.keys.map(nameOfField).join(', ')}`;
  if (issue.code === 'invalid_value') return `must be ${issue.values.map(String).join(' or ')}`;
  if (issue.code === 'too_small') return `must be ${LIMIT.too_small} ${issue.minimum}`;
  if (issue.code === 'too_big') return `must be ${LIMIT.too_big} ${issue.maximum}`;
  if (issue.code === 'invalid_union') return 'must be create, adopt or none';
  return issue.message;
}

/** A field as it may be shown: somebody may have pasted a secret where its name belongs. */
const nameOfField = (name: string): string =>
  holdsSecret(name) ? '(a name that looks like a secret)' : foreignText(name, 60);

/**
 * All problems of a failed parse, one line each, as `path: what is wrong`. Values are never quoted: one could be secret.
 * @param issues the issues of a zod error
 */
export function listProblems(issues: readonly Issue[]): string[] {
  return issues.map(
    (issue) => `${issue.path.map((part) => nameOfField(String(part))).join('.') || 'input'}: ${say(issue)}`,
  );
}

/**
 * The error of an input with problems: all of them at once, and an input as it should be.
 * @param problems one line each, as {@link listProblems} gives them
 * @param example a correct input, if there is one to show
 */
export function invalidInput(problems: string[], example?: unknown): InvalidInput {
  return new InvalidInput({
    what: `The input has ${problems.length} problem(s):\n${problems.map((line) => `- ${line}`).join('\n')}`,
    remedy: `Correct the input and start again${example ? `, for example with ${JSON.stringify(example)}` : ''}.`,
    details: { problems: problems.length },
  });
}
