import { TASK_STATES, type TaskKind, type WaitingTask } from '../domain/human-task.ts';
import type { Services } from '../services.ts';
import { type Answered, closeTask, sendAnswer, whyNotWaiting } from './close-task.ts';
import type { OutcomeDetails } from './task-outcome.ts';

/**
 * Gives an answer that is stored to the execution, and closes the task.
 * @param answer what the execution gets, and who gave it
 * @throws what Parameter Store and Step Functions throw
 */
export async function handOver(
  services: Pick<Services, 'clock' | 'parameters' | 'taskTokens'>,
  task: WaitingTask,
  { at, by, output, mark }: OutcomeDetails,
): Promise<Answered> {
  const reply = await sendAnswer(services, task, (token) => services.taskTokens.succeed(token, output));
  const details = { ...(at && { at }), ...(by && { by }), ...(output && { output }), ...(mark && { mark }) };
  await closeTask(services, task, reply === 'accepted' ? 'done' : undefined, details);
  if (reply === 'accepted') return { reply, explanation: GOES_ON[task.kind] ?? COMPLETE };
  const { kept, remedy } = NOT_TAKEN[task.kind] ?? keptFor(task.kind);
  return { reply, explanation: `${whyNotWaiting(services, task)} ${kept}`, remedy };
}

const COMPLETE = 'The task is complete, and the execution goes on.';
const GOES_ON: Partial<Record<TaskKind, string>> = {
  'register-queue':
    'Amazon is asked for a new client secret now. If it still knows no queue, the task comes back with its reason.',
};

/** What became of an answer that no execution took. */
const keptFor = (kind: TaskKind) => ({
  kept: 'What you entered is valid and kept.',
  remedy: `Start ${TASK_STATES[kind].machine} again with the same input: the new execution finds what is done.`,
});
const NOT_TAKEN: Partial<Record<TaskKind, ReturnType<typeof keptFor>>> = {
  'confirm-removal': {
    kept: 'Nothing was removed by this answer.',
    remedy: 'To remove the application, start remove-private-app again: it asks again.',
  },
};
