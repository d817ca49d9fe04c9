import * as z from 'zod/mini';
import type { TaskReply } from '../clients/task-tokens.ts';
import { holdsSecret } from '../domain/holds-secret.ts';
import { roundOf, TASK_STATES, type WaitingTask } from '../domain/human-task.ts';
import { foreignText } from '../errors/plain-text.ts';
import { TaskRejected } from '../errors/refused.ts';
import { type ActNeeds, actOnTask, type InTurn, tooLate } from './act-on-task.ts';
import { parseAnswers } from './answer-fields.ts';
import { type Answered, closeTask, sendAnswer, whyNotWaiting } from './close-task.ts';
import { handOver } from './hand-over.ts';
import type { TaskOutput } from './task-output.ts';

/** Longest reason, in bytes: it is stored with the task's token in one parameter, which holds 4 KB. */
export const MAX_REASON_BYTES = 1000;

const Rejection = z.object({
  reason: z.string().check(
    // It goes into messages and onto terminals.
    z.overwrite((text) => foreignText(text, MAX_REASON_BYTES + 1)),
    z.minLength(1, 'is missing'),
    z.refine(
      (text) => Buffer.byteLength(text) <= MAX_REASON_BYTES,
      `is too long: at most ${MAX_REASON_BYTES} letters, fewer where they are not Latin`,
    ),
    // A reason is plain text that many can read.
    z.refine((text) => !holdsSecret(text), 'holds a secret or a token; leave it out'),
  ),
  giveUp: z._default(z.boolean(), false),
});

/**
 * Rejects a waiting task. A developer profile that Amazon rejected goes back to the person, with the reason; every
 * other task, and one that is given up, ends the execution with TaskRejected.
 * @param rejection `reason` is what people read; `giveUp` ends the execution for a developer profile too
 * @throws InvalidInput, and what Parameter Store and Step Functions throw
 */
export async function rejectTask(
  services: ActNeeds,
  asked: WaitingTask,
  rejection: { reason: string; giveUp?: boolean | undefined },
): Promise<Answered> {
  const { reason, giveUp } = parseAnswers(Rejection, rejection);
  const done = { action: giveUp ? 'give-up' : 'reject', reason: rejection.reason };
  return actOnTask(services, asked, done, async ({ task, who, mark, stored }) => {
    if (stored) return handOverInstead(services, task, stored);
    const sendBack = task.kind === 'request-data-access' && !giveUp;
    const reply = await (sendBack ? returnToPerson : fail)(services, task, reason);
    if (reply === 'no-longer-waiting') {
      await closeTask(services, task);
      return { reply, explanation: whyNotWaiting(services, task), remedy: NOTHING };
    }
    await closeTask(services, task, sendBack ? 'rejected' : 'given-up', { by: who, mark });
    return { reply, explanation: sendBack ? SENT_BACK : ENDED };
  });
}

/** A valid answer that is stored already counts, though whoever gave it was interrupted. */
async function handOverInstead(
  services: ActNeeds,
  task: WaitingTask,
  stored: NonNullable<InTurn['stored']>,
): Promise<Answered> {
  await handOver(services, task, stored);
  return tooLate(services, task, { state: 'answered', outcome: stored });
}

const NOTHING = 'Nothing: there is nothing left to reject.';
const SENT_BACK =
  'The rejection is recorded, and the execution asks again. Fix the profile, submit it again, and complete the task when Amazon has approved it.';
const ENDED =
  'The task is rejected and the execution ends. Everything done so far is kept: start again with the same input when the step can be done.';

function returnToPerson(services: ActNeeds, task: WaitingTask, reason: string): Promise<TaskReply> {
  const rejections = roundOf(task) + 1;
  const output: TaskOutput = { status: 'rejected', parameters: [], rejections, reason };
  return sendAnswer(services, task, (token) => services.taskTokens.succeed(token, output));
}

function fail(services: ActNeeds, task: WaitingTask, reason: string): Promise<TaskReply> {
  const { state, title, machine } = TASK_STATES[task.kind];
  const error = new TaskRejected({
    what: `A person rejected ${state} (${title}): ${reason}`,
    remedy: `Start ${machine} again with the same input when this can be done: everything done so far is kept.`,
  });
  return sendAnswer(services, task, (token) => services.taskTokens.fail(token, error.name, error.message));
}
