import { cleanSteps } from './clean.ts';
import { type Inventory, takeInventory } from './inventory.ts';
import { type Row, runAll, runSteps, type Step } from './run-steps.ts';
import type { SmokeSession } from './session.ts';
import { smokeSteps } from './steps.ts';
import { newTrial, type Trial } from './trial.ts';

/** How a trial went. */
export interface SmokeResult {
  rows: Row[];
  /** Whether everything that was created is deleted again. */
  clean: boolean;
}

/** Runs the trial, and deletes everything that it has created, whatever happens. */
export async function runSmoke(session: SmokeSession): Promise<SmokeResult> {
  const trial = newTrial();
  let before: Inventory | undefined;
  const stock: Step = {
    name: 'List what is in the account',
    run: async () => {
      before = await takeInventory(session.kinds);
      return { detail: `${before.items.length} resources` };
    },
  };
  const rows = await runSteps(session, [stock, ...smokeSteps(session, trial)]);
  if (!trial.begun) return { rows, clean: true };
  const cleaned = await clean(session, trial, before);
  return { rows: [...rows, ...cleaned.rows], clean: cleaned.clean };
}

/** Deletes everything of an earlier trial. */
export const cleanEarlier = (session: SmokeSession): Promise<SmokeResult> => clean(session, newTrial());

async function clean(session: SmokeSession, trial: Trial, before?: Inventory): Promise<SmokeResult> {
  // Who interrupts the trial wants it to end with nothing left.
  const uninterrupted = { ...session, signal: new AbortController().signal };
  const rows = await runAll(uninterrupted, cleanSteps(uninterrupted, trial, before));
  return { rows, clean: rows.at(-1)?.result === 'ok' };
}
