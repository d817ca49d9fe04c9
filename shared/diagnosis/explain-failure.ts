import type { Failure } from '../domain/failure.ts';
import type { Insight } from '../domain/messages.ts';
import { diagnose } from './diagnose.ts';
import { evidenceOfFailure } from './evidence-of-failure.ts';

/** More would not be read. */
const MOST_PROBES = 2;

/**
 * What the diagnosis knows beyond the error itself, for the message to people; nothing where it knows no more.
 * @param failure a failure as {@link readFailure} gives it
 */
export function explainFailure(failure: Failure): Insight {
  const evidence = evidenceOfFailure(failure);
  if (!evidence) return {};
  const { causes, next } = diagnose(evidence);
  const [first] = causes;
  if (!first || first.id === 'unknown') return {};
  if (first.confidence !== 'possible')
    return { causes: [`Likely cause: ${first.cause}`], remedies: [`In particular: ${first.remedy}`] };
  return {
    causes: ['Possible causes:', ...causes.map(({ cause }) => `- ${cause}`)],
    remedies: next.length > 0 ? [`To tell them apart: ${next.slice(0, MOST_PROBES).join('; ')}`] : [],
  };
}
