import fc from 'fast-check';
import { broken, type Diagnose } from './laws.ts';
import { randomEvidence, type Written } from './random-evidence.ts';

/** Whether the laws held, and the smallest evidence of which they did not. */
export interface LawsChecked {
  failed: boolean;
  seed: number;
  counterexample?: Written;
  problems: string[];
}

/**
 * Holds a diagnosis to the laws over random evidences.
 * @param runs how many; @param seed of an earlier run, to repeat it
 */
export function checkLaws(diagnose: Diagnose, { runs, seed }: { runs: number; seed?: number }): LawsChecked {
  const property = fc.property(
    randomEvidence,
    fc.nat(1000),
    (written, pick) => broken(diagnose, written, pick).length === 0,
  );
  const details = fc.check(property, { numRuns: runs, ...(seed !== undefined && { seed }) });
  const [written, pick] = details.counterexample ?? [];
  if (!written || pick === undefined) return { failed: details.failed, seed: details.seed, problems: [] };
  return {
    failed: details.failed,
    seed: details.seed,
    counterexample: written,
    problems: broken(diagnose, written, pick),
  };
}
