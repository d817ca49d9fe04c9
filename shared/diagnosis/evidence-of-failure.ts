import * as z from 'zod/mini';
import type { Failure } from '../domain/failure.ts';
import { Evidence } from './evidence.ts';
import { READERS } from './failure-readers.ts';

/** What the name of an error says about time: the clients use it only when something is fresh, or nothing is any more. */
const SETTLED: Record<string, Record<string, number>> = {
  AssumeRoleDenied: { persistsForSeconds: 600 },
  AccessKeyInvalid: { accessKeyAgeSeconds: 600 },
  AccessKeyNotReady: { accessKeyAgeSeconds: 60 },
  RoleNotReady: { roleAgeSeconds: 60 },
};

/** What is quoted stands at the beginning of an error. */
const MOST = 8_000;

/**
 * The evidence in the words of a failure; none when it quotes no answer of AWS or Amazon.
 * @param failure a failure as {@link readFailure} gives it
 */
export function evidenceOfFailure({ error, what }: Failure): Evidence | undefined {
  const words = what.slice(0, MOST);
  for (const [pattern, read] of READERS) {
    const found = words.match(pattern);
    if (!found) continue;
    const { observations, facts } = read([...found]);
    return z.parse(Evidence, { observations, facts: { ...facts, ...SETTLED[error] } });
  }
  return undefined;
}
