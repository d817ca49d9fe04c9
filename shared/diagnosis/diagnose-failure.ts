import type { Failure } from '../domain/failure.ts';
import type { CheckDiagnosis } from './check-diagnosis.ts';
import { diagnose, isRootCause } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';
import { evidenceOfFailure } from './evidence-of-failure.ts';

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
