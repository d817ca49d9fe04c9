import { type TaskSubject, taskName, type WaitingTask } from '#shared/domain/human-task.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { DAY_SECONDS } from '#shared/domain/times.ts';
import { waitingMessage } from '#shared/domain/waiting-message.ts';
import type { StepContext } from '#shared/lambda/define-step.ts';
import type { Services } from '#shared/services.ts';
import { readAccessNeeds } from '#shared/tasks/access-needs.ts';
import { type EarlierAnswer, findEarlierAnswer } from '#shared/tasks/earlier-answer.ts';
import { createTaskLink } from '#shared/tasks/task-link.ts';
import { removeTasks, storeTask } from '#shared/tasks/task-store.ts';
import { withTurn } from '#shared/tasks/turns.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters' | 'taskTokens' | 'topic'> & {
  /** Address of the task pages; `undefined` where the stack has none. */
  pageUrl: string | undefined;
};

/** A link outlives its round by a day, so that the next reminder brings a new one before it ends. */
const OVERLAP_SECONDS = DAY_SECONDS;

/** Asks a person, unless what is asked for is already there and still valid: then answers the task itself. */
export async function requestHumanTask(services: Needs, input: Input, context: StepContext): Promise<Output> {
  const { taskToken, wait, iam, ...asked } = input;
  const subject: TaskSubject = { ...asked, ...(iam?.roleArn ? { roleArn: iam.roleArn } : {}) };
  const { output, ...why } = await findEarlier(services, subject, wait.reminder);
  if (output) {
    // Nobody may store another answer at this moment.
    const claim = { appName: subject.appName, turn: `task-${taskName(subject)}` } as const;
    await withTurn(services, { ...claim, holder: context.execution }, async () => {
      // Left where a person's answer was taken, but not all that follows it was done.
      await removeTasks(services, [subject]);
      await services.taskTokens.succeed(new Sensitive(taskToken), output);
    });
    return {};
  }
  const task: WaitingTask = {
    ...subject,
    ...why,
    ...(await readAccessNeeds(services, subject)),
    token: taskToken,
    execution: context.execution,
    requestedAt: inSeconds(services, -wait.waitedSeconds),
    expiresAt: inSeconds(services, wait.leftSeconds),
  };
  await storeTask(services, task);
  const { pageUrl } = services;
  const validSeconds = wait.seconds + OVERLAP_SECONDS;
  const link = pageUrl ? await createTaskLink(services, task, { pageUrl, validSeconds }) : undefined;
  await services.topic.publish(waitingMessage(task, link, wait.reminder));
  return {};
}

// A reminder must not end a wait because an answer could not be tried just then.
function findEarlier(services: Needs, subject: TaskSubject, reminder: number) {
  const found = findEarlierAnswer(services, subject);
  return reminder > 0 ? found.catch((): EarlierAnswer => ({})) : found;
}

const inSeconds = ({ clock }: Pick<Services, 'clock'>, seconds: number) =>
  new Date(clock.now().getTime() + seconds * 1000).toISOString();
