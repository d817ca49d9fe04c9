import type { TaskReply } from '../clients/task-tokens.ts';
import { taskName, type WaitingTask } from '../domain/human-task.ts';
import type { Services } from '../services.ts';
import { listTasks, removeTasks } from './task-store.ts';

/** What became of an answer, in words for the person who gave it. */
export interface Answered {
  /** `no-longer-waiting` when the execution has ended, or somebody was faster. */
  reply: TaskReply;
  explanation: string;
  /** What the person should do now, if anything. */
  remedy?: string;
}

/**
 * Forgets a task that no longer waits. A newer one of the same name stays: another execution, or the next round of
 * this one, may have stored it while the person was answering.
 * @throws what Parameter Store throws
 */
export async function forgetTask(services: Pick<Services, 'parameters'>, task: WaitingTask): Promise<void> {
  const stored = await listTasks(services, task.appName);
  await removeTasks(
    services,
    stored.filter((other) => taskName(other) === taskName(task) && other.token === task.token),
  );
}

/** Why an execution takes no answer any more, as far as the task tells. */
export function whyNotWaiting({ clock }: Pick<Services, 'clock'>, { expiresAt }: WaitingTask): string {
  return clock.now().getTime() >= Date.parse(expiresAt)
    ? `The execution no longer waits for this task: it waited until ${expiresAt}.`
    : 'The execution no longer waits for this task: it has ended, or the task was answered already.';
}
