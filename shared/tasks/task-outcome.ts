import * as z from 'zod/mini';
import { roundOf, taskName, type WaitingTask } from '../domain/human-task.ts';
import { readStored } from '../domain/stored-json.ts';
import type { Services } from '../services.ts';

/** What a person last did with a task. A profile that was submitted to Amazon still waits for its review. */
export const TaskOutcome = z.strictObject({
  outcome: z.enum(['submitted', 'done', 'rejected', 'given-up']),
  at: z.string(),
  execution: z.string(),
  round: z.int(),
});
export type TaskOutcome = z.infer<typeof TaskOutcome>;

/**
 * Keeps what a person did, for whoever opens the page of the task later.
 * @throws what Parameter Store throws
 */
export async function recordOutcome(
  { clock, parameters }: Pick<Services, 'clock' | 'parameters'>,
  task: WaitingTask,
  outcome: TaskOutcome['outcome'],
): Promise<void> {
  const { appName, execution } = task;
  const record: TaskOutcome = { outcome, at: clock.now().toISOString(), execution, round: roundOf(task) };
  await parameters.put(appName, parameters.paths.of(appName).outcome(taskName(task)), JSON.stringify(record));
}

/**
 * Reads a stored outcome.
 * @param text value of the parameter
 * @returns `undefined` when there is none, or it is another version's
 */
export const parseOutcome = (text: string | undefined): TaskOutcome | undefined =>
  readStored(TaskOutcome, text);
