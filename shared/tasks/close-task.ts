import type { TaskReply } from '../clients/task-tokens.ts';
import { roundOf, taskName, type WaitingTask } from '../domain/human-task.ts';
import { Sensitive } from '../domain/sensitive.ts';
import type { Services } from '../services.ts';
import { type OutcomeDetails, recordOutcome, type TaskOutcome } from './task-outcome.ts';
import { findTask, removeTasks } from './task-store.ts';

/** What became of an answer, in words for the person who gave it. */
export interface Answered {
  /** `no-longer-waiting` when the execution has ended, or somebody was faster. */
  reply: TaskReply;
  explanation: string;
  /** What the person should do now, if anything. */
  remedy?: string;
}

/**
 * Sends an answer to the execution. A reminder may have given the task a new token while the person was answering;
 * then the answer goes with that one.
 * @param send answers with a token
 * @throws what Parameter Store and `send` throw
 */
export async function sendAnswer(
  services: Pick<Services, 'parameters'>,
  task: WaitingTask,
  send: (token: Sensitive) => Promise<TaskReply>,
): Promise<TaskReply> {
  const reply = await send(new Sensitive(task.token));
  if (reply === 'accepted') return reply;
  const now = await findTask(services, task.appName, taskName(task));
  const reminded = now && now.token !== task.token && isSameRound(now, task);
  return reminded ? send(new Sensitive(now.token)) : reply;
}

const isSameRound = (one: WaitingTask, other: WaitingTask) =>
  one.execution === other.execution && roundOf(one) === roundOf(other);

/**
 * Keeps what became of a task and forgets it. The execution has its answer already, so an answer is not said to have
 * failed when only this did.
 * @param outcome absent when the execution took no answer
 */
export async function closeTask(
  services: Pick<Services, 'clock' | 'parameters'>,
  task: WaitingTask,
  outcome?: TaskOutcome['outcome'],
  details: OutcomeDetails = {},
): Promise<void> {
  if (outcome) await recordOutcome(services, task, outcome, details).catch(() => undefined);
  // One that was sent back is not removed: the next round stores itself under the same name, maybe this very moment.
  if (outcome !== 'rejected') await forgetTask(services, task).catch(() => undefined);
}

/** A task of another execution, or of the next round, stays: it may have been stored while the person was answering. */
async function forgetTask(services: Pick<Services, 'parameters'>, task: WaitingTask): Promise<void> {
  const now = await findTask(services, task.appName, taskName(task));
  if (now && isSameRound(now, task)) await removeTasks(services, [now]);
}

/** Why an execution takes no answer any more, as far as the task tells. */
export function whyNotWaiting({ clock }: Pick<Services, 'clock'>, { expiresAt }: WaitingTask): string {
  return clock.now().getTime() >= Date.parse(expiresAt)
    ? `The execution no longer waits for this task: it waited until ${expiresAt}.`
    : 'The execution no longer waits for this task: it has ended, or the task was answered already.';
}
