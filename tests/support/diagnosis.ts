import * as z from 'zod/mini';
import { diagnose, isRootCause } from '#shared/diagnosis/diagnose.ts';
import type { Diagnosis } from '#shared/diagnosis/diagnosis.ts';
import { Evidence, type GivenEvidence } from '#shared/diagnosis/evidence.ts';
import type { DiagnosisCase } from '../../local/diagnosis/cases/case.ts';

/** Diagnoses evidence as the command line does: through the schema. */
export const diagnosisOf = (given: GivenEvidence): Diagnosis => diagnose(z.parse(Evidence, given));

export const idsOf = ({ causes }: Diagnosis): string[] => causes.map(({ id }) => id);

/** The root causes alone, without what the error means in general. */
export const rootsOf = ({ causes }: Diagnosis): Diagnosis['causes'] =>
  causes.filter(({ id }) => isRootCause(id));

/** A case without what decides it: named facts, an observation after the first (`1`), or the `host`. */
export function undecidedEvidence({ evidence, undecided }: DiagnosisCase): GivenEvidence {
  const { observations, facts } = structuredClone(evidence) as {
    observations: Record<string, unknown>[];
    facts?: Record<string, unknown>;
  };
  const without = undecided?.without ?? [];
  const left = observations
    .slice(0, without.includes('1') ? 1 : undefined)
    .map(({ host, ...rest }) => (without.includes('host') ? rest : { ...rest, host }));
  const kept = Object.entries(facts ?? {}).filter(([name]) => !without.includes(name));
  return {
    observations: left as NonNullable<GivenEvidence['observations']>,
    facts: Object.fromEntries(kept),
  };
}
