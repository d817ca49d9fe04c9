import type { Failure } from '../domain/failure.ts';
import type { Insight } from '../domain/messages.ts';
import type { CheckDiagnosis } from './check-diagnosis.ts';
import { diagnoseFailure } from './diagnose-failure.ts';

/** More would not be read. */
const MOST_PROBES = 2;

/**
 * What the diagnosis knows beyond the error itself, for the message to people; nothing where it knows no more.
 * @param failure a failure as {@link readFailure} gives it
 */
export const explainFailure = (failure: Failure): Insight =>
  insightOf(diagnoseFailure(failure.step, failure));

/** The lines that a diagnosis adds to a message. */
export function insightOf({ causes, next }: Pick<CheckDiagnosis, 'causes' | 'next'>): Insight {
  const [first] = causes;
  if (!first) return {};
  if (first.confidence !== 'possible')
    return { causes: [`Likely cause: ${first.cause}`], remedies: [`In particular: ${first.remedy}`] };
  return {
    causes: ['Possible causes:', ...causes.map(({ cause }) => `- ${cause}`)],
    remedies: next.length > 0 ? [`To tell them apart: ${next.slice(0, MOST_PROBES).join('; ')}`] : [],
  };
}
