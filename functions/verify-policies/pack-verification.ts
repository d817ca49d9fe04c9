import { firstFitting, shorterLists } from '#shared/domain/parameter-limit.ts';
import type { Simulation } from '#shared/domain/simulation.ts';
import type { Simulations } from './simulations.ts';

/** What step 3.6 found. */
interface Verification {
  verifiedAt: string;
  warnings: string[];
  simulations: Simulations;
}

/** What was found as JSON that fits a parameter: of very much the condition keys are left out, then the last warnings. */
export const packVerification = (found: Verification): string => firstFitting(forms(found));

function* forms(found: Verification): Generator<Verification> {
  yield found;
  const { assumeRole, invoke } = found.simulations;
  const regions = Object.entries(invoke).map(([region, one]) => [region, withoutKeys(one)] as const);
  const simulations = { assumeRole: withoutKeys(assumeRole), invoke: Object.fromEntries(regions) };
  for (const warnings of shorterLists(found.warnings)) yield { ...found, warnings, simulations };
}

function withoutKeys(simulation: Simulation | undefined): Simulation | undefined {
  if (!simulation) return undefined;
  const { missingKeys: _, ...rest } = simulation;
  return rest;
}
