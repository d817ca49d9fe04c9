import * as z from 'zod/mini';
import { diagnose } from '#shared/diagnosis/diagnose.ts';
import { Evidence } from '#shared/diagnosis/evidence.ts';
import type { DiagnosisCase } from '../diagnosis/cases/case.ts';
import { DIAGNOSIS_CASES } from '../diagnosis/cases/cases.ts';
import { median } from './cold-start.ts';

/** How long the diagnosis takes; times in milliseconds. */
export interface DiagnosisTimes {
  cases: number;
  /** Cases whose first cause is the true one. */
  right: number;
  /** Of the cases' own medians. */
  medianMs: number;
  worstMs: number;
  worst: string;
  /** All cases once. */
  totalMs: number;
}

/** Diagnoses each case of the field so many times, from the evidence as people give it to the causes. */
export function timeDiagnosis(runs: number): DiagnosisTimes {
  const times = DIAGNOSIS_CASES.map((one) => ({ id: one.id, ms: median(timesOf(one, runs)) }));
  const worst = times.reduce((most, one) => (one.ms > most.ms ? one : most));
  return {
    cases: times.length,
    right: DIAGNOSIS_CASES.filter((one) => causeOf(one) === one.id).length,
    medianMs: median(times.map(({ ms }) => ms)),
    worstMs: worst.ms,
    worst: worst.id,
    totalMs: times.reduce((total, { ms }) => total + ms, 0),
  };
}

const causeOf = ({ evidence }: DiagnosisCase) => diagnose(z.parse(Evidence, evidence)).causes[0]?.id;

function timesOf(one: DiagnosisCase, runs: number): number[] {
  return Array.from({ length: runs }, () => {
    const from = process.hrtime.bigint();
    causeOf(one);
    return Number(process.hrtime.bigint() - from) / 1e6;
  });
}
