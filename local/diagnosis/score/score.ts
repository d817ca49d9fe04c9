import * as z from 'zod/mini';
import { diagnose } from '#shared/diagnosis/diagnose.ts';
import type { Diagnosis } from '#shared/diagnosis/diagnosis.ts';
import { Evidence, type GivenEvidence } from '#shared/diagnosis/evidence.ts';

/** A failure from the field with what was really wrong, written down in several spellings. */
export interface ScoredCase {
  id: string;
  /** The true family; `unknown` where nothing can be known. */
  family?: string;
  /** The id of the true cause, where the case names one. */
  cause?: string;
  evidence: GivenEvidence[];
}

/** From the best to the worst. */
export const VERDICTS = [
  'cause right',
  'family right',
  'only possible',
  'unknown',
  'wrong likely',
  'wrong certain',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Scored {
  id: string;
  verdict: Verdict;
  /** What was expected, and what the worst spelling was answered with. */
  expected: string;
  answered: string;
}

/** How good an answer is. */
export function judge({ family, cause }: ScoredCase, { causes }: Diagnosis): Verdict {
  const fits = (one: Diagnosis['causes'][number]) =>
    cause === undefined ? one.family === family : one.id === cause;
  const wrong = causes.filter((one) => one.id !== 'unknown' && !fits(one));
  if (wrong.some(({ confidence }) => confidence === 'certain')) return 'wrong certain';
  if (wrong.some(({ confidence }) => confidence === 'likely')) return 'wrong likely';
  const [first] = causes;
  if (!first || first.id === 'unknown') return family === 'unknown' ? 'family right' : 'unknown';
  if (!fits(first)) return 'only possible';
  if (first.confidence === 'possible') return 'only possible';
  return cause === undefined ? 'family right' : 'cause right';
}

/** Scores a case by its worst spelling. */
export function scoreCase(one: ScoredCase): Scored {
  const answers = one.evidence.map((given) => {
    const diagnosis = diagnose(z.parse(Evidence, given));
    return { verdict: judge(one, diagnosis), diagnosis };
  });
  const worst = answers.toSorted((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict))[0];
  return {
    id: one.id,
    verdict: worst?.verdict ?? 'unknown',
    expected: one.cause ?? one.family ?? 'unknown',
    answered:
      worst?.diagnosis.causes
        .map(({ id, family, confidence }) => `${id} (${family}, ${confidence})`)
        .join('; ') ?? '',
  };
}
