import { setTimeout as pause } from 'node:timers/promises';
import { describeFailure } from './describe-failure.ts';
import type { SmokeSession } from './session.ts';

/** What a step says about itself when it went well. */
export interface Outcome {
  detail?: string;
  /** How long it took, where that is not the time of the step here. */
  seconds?: number;
}

/** One step of the trial. */
export interface Step {
  name: string;
  run(): Promise<Outcome | undefined>;
}

/** A row of the table at the end. */
export interface Row {
  step: string;
  seconds: number;
  result: 'ok' | 'failed' | 'skipped' | 'interrupted';
  detail: string;
}

/** Runs steps until one fails or the trial is interrupted; the others are skipped. */
export async function runSteps(session: SmokeSession, steps: Step[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const step of steps) {
    const stopped = rows.some(({ result }) => result !== 'ok') || session.signal.aborted;
    const row = stopped ? skipped(step) : await runStep(session, step);
    rows.push(row);
    if (row.result !== 'skipped')
      session.say(`${row.result.padEnd(8)}  ${row.step}${row.detail ? `: ${row.detail}` : ''}`);
  }
  return rows;
}

/** Runs steps whatever the others did. */
export async function runAll(session: SmokeSession, steps: Step[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const step of steps) rows.push(...(await runSteps(session, [step])));
  return rows;
}

const skipped = ({ name }: Step): Row => ({ step: name, seconds: 0, result: 'skipped', detail: '' });

async function runStep({ say, signal }: SmokeSession, { name, run }: Step): Promise<Row> {
  say(`          ${name} …`);
  const started = Date.now();
  const elapsed = () => Math.round((Date.now() - started) / 100) / 10;
  try {
    const { detail = '', seconds = elapsed() } = (await run()) ?? {};
    return { step: name, seconds, result: 'ok', detail };
  } catch (error) {
    const result = signal.aborted ? 'interrupted' : 'failed';
    return { step: name, seconds: elapsed(), result, detail: describeFailure(error) };
  }
}

/** Looks until something is there. @throws Error after the deadline, and what `look` throws; the reason of the signal */
export async function until<T>(
  { signal, pollMs }: Pick<SmokeSession, 'pollMs' | 'signal'>,
  what: string,
  deadlineMinutes: number,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + deadlineMinutes * 60_000;
  for (;;) {
    signal.throwIfAborted();
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${deadlineMinutes} minutes.`);
    await pause(pollMs);
  }
}
