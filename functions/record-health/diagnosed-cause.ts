import type { CheckDiagnosis } from '#shared/diagnosis/check-diagnosis.ts';
import { causeById } from '#shared/diagnosis/diagnose.ts';
import { diagnoseFailure } from '#shared/diagnosis/diagnose-failure.ts';
import { insightOf } from '#shared/diagnosis/explain-failure.ts';
import type { FailedCheck } from '#shared/domain/failed-checks.ts';
import type { Cause, Health } from '#shared/domain/health.ts';
import type { Insight } from '#shared/domain/message.ts';

/** A cause as it is kept, and what else people are told of it. */
export interface DiagnosedCause {
  kept: Cause;
  insight: Insight;
}

/** Longest text of a cause that is kept. */
const MOST = 400;

/**
 * Adds its root cause to a failed check. A probe that could not be made changes no root cause: where today says less
 * than the last time about the same failure, what was found then stays.
 * @param appName of the application
 * @param given the diagnoses of today; without one the words of the failure alone are diagnosed
 */
export function diagnosedCause(
  appName: string,
  failed: FailedCheck,
  given: CheckDiagnosis[],
  before: Health | undefined,
): DiagnosedCause {
  const { check, error } = failed;
  const today = given.find((one) => one.check === check) ?? diagnoseFailure(check, failed);
  const earlier = before?.causes.find((one) => one.check === check && one.error === error);
  const { causes, next } = stays(today, earlier)
    ? { ...today, causes: earlierCauses(today, earlier) }
    : today;
  const [first] = causes;
  const kept = {
    check,
    error,
    what: failed.what.slice(0, MOST),
    remedy: failed.remedy.slice(0, MOST),
    ...(first && { id: first.id, confidence: first.confidence }),
  };
  return { kept, insight: insightOf({ causes, next }, appName) };
}

const stays = ({ causes: [first], complete }: CheckDiagnosis, earlier: Cause | undefined): boolean =>
  earlier?.id !== undefined && !complete && first?.confidence !== 'certain';

/** The earlier cause alone where it was sure, otherwise first among the candidates of today. */
function earlierCauses(
  { causes }: CheckDiagnosis,
  { id = '', confidence = 'possible' }: Partial<Cause> = {},
): CheckDiagnosis['causes'] {
  const earlier = causes.find((one) => one.id === id) ?? causeById(id, confidence);
  if (!earlier) return causes;
  const others = confidence === 'possible' ? causes.filter((one) => one.id !== id) : [];
  return [{ ...earlier, confidence }, ...others];
}
