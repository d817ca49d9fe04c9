import { ALL_APPLICATIONS, UNKNOWN_APPLICATION } from '../domain/all-applications.ts';
import type { Failure } from '../domain/failure.ts';
import type { Insight } from '../domain/message.ts';
import type { CheckDiagnosis } from './check-diagnosis.ts';
import { diagnoseFailure } from './diagnose-failure.ts';

const NO_NAMES = new Set([ALL_APPLICATIONS, UNKNOWN_APPLICATION]);

/**
 * What the diagnosis knows beyond the error itself, for the message to people; nothing where it knows no more.
 * @param failure a failure as {@link readFailure} gives it
 * @param appName of the application that it is about, or {@link ALL_APPLICATIONS}, or {@link UNKNOWN_APPLICATION}
 */
export const explainFailure = (failure: Failure, appName: string): Insight =>
  insightOf(diagnoseFailure(failure.step, failure), appName);

/** The lines that a diagnosis adds to a message about an application. */
export function insightOf(
  { causes, next }: Pick<CheckDiagnosis, 'causes' | 'next'>,
  appName: string,
): Insight {
  const [first] = causes;
  if (!first) return {};
  if (first.confidence !== 'possible')
    return { likely: [`Likely cause: ${first.cause}`], remedies: [`In particular: ${first.remedy}`] };
  return {
    // The command looks most of it up itself, and prints the exact names of the rest.
    remedies:
      next.length > 0 && !NO_NAMES.has(appName) ? [`To find the cause: spapi diagnose ${appName}`] : [],
    possible: ['Possible causes:', ...causes.map(({ cause }) => `- ${cause}`)],
  };
}
