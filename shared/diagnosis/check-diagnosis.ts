import * as z from 'zod/mini';
import type { Failure } from '../domain/failure.ts';
import { Confidence } from '../domain/health.ts';
import { type Diagnosis, diagnose, isRootCause } from './diagnose.ts';
import { evidenceOfFailure } from './evidence-of-failure.ts';

/** The diagnosis of a failed check, as the state machine carries it: no token, no secret, no answer of Amazon. */
export const CheckDiagnosis = z.strictObject({
  check: z.string(),
  /** Most specific and surest first; none where the error itself says it all. */
  causes: z.array(
    z.strictObject({
      id: z.string(),
      /** Who can act, and what kind of thing to do: a key of FAMILIES. */
      family: z.optional(z.string()),
      confidence: Confidence,
      cause: z.string(),
      remedy: z.string(),
    }),
  ),
  /** What to look at to tell them apart, cheapest first. */
  next: z.array(z.string()),
  /** Whether every probe that was to be made got an answer. */
  complete: z.boolean(),
});
export type CheckDiagnosis = z.infer<typeof CheckDiagnosis>;

/** A diagnosis without what nothing is known about. */
export function checkDiagnosis(
  check: string,
  { causes, next }: Pick<Diagnosis, 'causes' | 'next'>,
  complete: boolean,
): CheckDiagnosis {
  const roots = causes.filter(({ id }) => isRootCause(id));
  // What the error means in general stands only where it is all that is known.
  const told = roots.length > 0 ? roots : causes.filter(({ id }) => id !== 'unknown').slice(0, 1);
  const known = told.map(({ source: _, ...cause }) => cause);
  return { check, causes: known, next: known.length > 0 ? next : [], complete };
}

/**
 * What the words of a failure alone tell; no probe was made for it.
 * @param check the name under which people know what failed
 */
export function diagnoseFailure(check: string, failure: Failure): CheckDiagnosis {
  const evidence = evidenceOfFailure(failure);
  return checkDiagnosis(check, evidence ? diagnose(evidence) : { causes: [], next: [] }, false);
}
