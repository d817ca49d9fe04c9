import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { roundOf, taskName, type WaitingTask } from '../domain/human-task.ts';
import { readStored } from '../domain/stored-json.ts';
import type { Services } from '../services.ts';
import { TaskOutput } from './task-output.ts';

/**
 * What a person last did with a task. A profile that was submitted to Amazon still waits for its review; an answer that
 * is `stored` has not reached the execution yet.
 */
export const TaskOutcome = z.strictObject({
  outcome: z.enum(['submitted', 'stored', 'done', 'rejected', 'given-up']),
  at: z.string(),
  execution: z.string(),
  round: z.int(),
  /** Who did it, in words for people. Absent in what an earlier version stored. */
  by: z.optional(z.string()),
  /** What the execution gets of an answer, with the names of the parameters that hold it. */
  output: z.optional(TaskOutput),
  /** How the same answer is known again when it is sent once more; no secret. */
  mark: z.optional(z.string()),
});
export type TaskOutcome = z.infer<typeof TaskOutcome>;

/**
 * What was done with a task in one round, as a text that is the same when the same is sent once more. It is no secret: what it is made
 * of is either none, or far too long to be guessed.
 * @param done the action and its fields, as typed
 */
export function markOf(
  { execution, task, round }: { execution: string; task: string; round: number },
  done: Record<string, string>,
): string {
  const fields = Object.entries(done).map(([name, text]) => `${name}=${text.trim()}`);
  return createHash('sha256')
    .update(JSON.stringify([execution, task, round, ...fields.toSorted()]))
    .digest('hex');
}

/** What is kept of an outcome beside its kind and its task; `at` where it is not now. */
export type OutcomeDetails = Partial<Pick<TaskOutcome, 'at' | 'by' | 'output' | 'mark'>>;

/**
 * Keeps what a person did, for whoever opens the page of the task later.
 * @throws what Parameter Store throws
 */
export async function recordOutcome(
  { clock, parameters }: Pick<Services, 'clock' | 'parameters'>,
  task: WaitingTask,
  outcome: TaskOutcome['outcome'],
  details: OutcomeDetails = {},
): Promise<void> {
  const { appName, execution } = task;
  const at = clock.now().toISOString();
  const record: TaskOutcome = { outcome, at, execution, round: roundOf(task), ...details };
  await parameters.put(appName, parameters.paths.of(appName).outcome(taskName(task)), JSON.stringify(record));
}

/**
 * Reads a stored outcome.
 * @param text value of the parameter
 * @returns `undefined` when there is none, or it is another version's
 */
export const parseOutcome = (text: string | undefined): TaskOutcome | undefined =>
  readStored(TaskOutcome, text);
