import type { CaseResult } from './run-case.ts';

/** How often a case is repeated whose violations may be the machine's. */
const MOST_REPEATS = 2;

/**
 * Runs a case, and again where it went wrong while the machine was so slow that calls were made again that nobody had
 * broken: that says nothing. Three times it is believed.
 * @param onRepeat is told what is not believed
 */
export async function repeatDisturbed(
  run: () => Promise<CaseResult>,
  onRepeat: (result: CaseResult) => void,
): Promise<CaseResult> {
  for (let repeats = 0; ; repeats += 1) {
    const result = await run();
    if (result.violations.length === 0 || result.disturbed === 0 || repeats === MOST_REPEATS) return result;
    onRepeat(result);
  }
}
