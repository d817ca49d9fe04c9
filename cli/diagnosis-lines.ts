import type { Diagnosis } from '#shared/diagnosis/diagnosis.ts';
import { FAMILIES } from '#shared/diagnosis/families.ts';
import { styled } from './output.ts';

/** A diagnosis as people read it. */
export function diagnosisLines({ causes, next }: Pick<Diagnosis, 'causes' | 'next'>): string[] {
  const found = causes.flatMap(({ id, family, confidence, cause, remedy, source }) => [
    `${styled('bold', id)} (${confidence})`,
    `  Cause: ${cause}`,
    `  What to do: ${remedy}`,
    `  Source: ${source}`,
    ...(family === 'unknown' ? [] : [`  Family: ${family}. Who can act: ${FAMILIES[family].who}.`]),
    '',
  ]);
  if (next.length === 0) return found.slice(0, -1);
  return [...found, 'To find out more, cheapest first:', ...next.map((probe, i) => `  ${i + 1}. ${probe}`)];
}
