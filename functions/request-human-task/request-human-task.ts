import type { TaskSubject } from '#shared/domain/human-task.ts';
import { waitingMessage } from '#shared/domain/messages.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import type { StepContext } from '#shared/lambda/define-step.ts';
import type { Services } from '#shared/services.ts';
import { findEarlierAnswer } from '#shared/tasks/earlier-answer.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters' | 'taskTokens' | 'topic'>;

/** Asks a person, unless what is asked for is already there and still valid: then answers the task itself. */
export async function requestHumanTask(services: Needs, input: Input, context: StepContext): Promise<Output> {
  const { taskToken, waitSeconds, iam, ...asked } = input;
  const subject: TaskSubject = { ...asked, ...(iam?.roleArn ? { roleArn: iam.roleArn } : {}) };
  const earlier = await findEarlierAnswer(services, subject);
  if (earlier) {
    await services.taskTokens.succeed(new Sensitive(taskToken), earlier);
    return {};
  }
  const now = services.clock.now();
  const expiresAt = new Date(now.getTime() + waitSeconds * 1000).toISOString();
  const { execution } = context;
  await storeTask(services, {
    ...subject,
    token: taskToken,
    execution,
    requestedAt: now.toISOString(),
    expiresAt,
  });
  await services.topic.publish(waitingMessage(subject, execution, expiresAt));
  return {};
}
