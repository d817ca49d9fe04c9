import type { WaitingTask } from '../domain/human-task.ts';
import { type ActNeeds, actOnTask, tooLate } from './act-on-task.ts';
import { ANSWERS, parseAnswers } from './answer-fields.ts';
import type { Answered } from './close-task.ts';
import { handOver } from './hand-over.ts';
import { type ProveNeeds, proveAnswer } from './prove-answer.ts';
import { storeAnswer } from './store-answer.ts';
import { recordOutcome } from './task-outcome.ts';

/** What answering a task needs. */
export type AnswerNeeds = ActNeeds & ProveNeeds;

/**
 * Completes a waiting task with a person's answers. They are proven live before anything is stored, and stored before
 * the execution goes on; the execution gets parameter names only. Of several answers at once, one is stored, whole.
 * @param answers by field name of the task's instructions, as typed
 * @throws what {@link proveAnswer}, Parameter Store and Step Functions throw, ApplicationBusy
 */
export async function answerTask(
  services: AnswerNeeds,
  asked: WaitingTask,
  answers: Record<string, string>,
): Promise<Answered> {
  // A slip is said at once, whoever else answers at this moment.
  parseAnswers<unknown>(ANSWERS[asked.kind], answers);
  const done = { action: 'complete', ...answers };
  return actOnTask(services, asked, done, async ({ task, who, mark, stored, confirm }) => {
    if (stored) {
      const answered = await handOver(services, task, stored);
      return stored.mark === mark
        ? answered
        : tooLate(services, task, { state: 'answered', outcome: stored });
    }
    const proven = await proveAnswer(services, task, answers);
    await confirm();
    await storeAnswer(services, task.appName, proven, who);
    const details = { by: who, output: proven.output, mark };
    // Whoever comes next hands this answer over, should that be interrupted here.
    if (proven.values.length > 0) await recordOutcome(services, task, 'stored', details);
    return handOver(services, task, details);
  });
}
