import type { Application } from '#shared/domain/application.ts';
import { taskName } from '#shared/domain/human-task.ts';
import { planWait } from '#shared/domain/wait-plan.ts';
import type { Services } from '#shared/services.ts';
import { findTask } from '#shared/tasks/task-store.ts';
import type { Input, Output, Registration } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'parameters'> & { clientSecretQueueArn: string };

/** What is known when Amazon knows no queue. */
export interface Unregistered {
  application: Application;
  /** The execution that would ask the person. */
  execution: string;
  secretEnds: string | undefined;
  /** Amazon's words; empty where it was not asked. */
  refusal: string;
}

/** What the next states need to have the queue registered; no task is created while the task of another execution waits. */
export async function askForRegistration(
  services: Needs,
  { execution: { registerSeconds }, registration }: Input,
  { application, execution, secretEnds, refusal }: Unregistered,
): Promise<{ status: Output['status']; registration: Registration | null }> {
  if (await waitsElsewhere(services, application.appName, execution))
    return { status: 'asked', registration: null };
  const { marketplace, sellingPartner, reminderSeconds } = application;
  const since = services.clock.now().toISOString();
  return {
    status: 'unregistered',
    registration: {
      marketplace,
      sellingPartner,
      queue: { arn: services.clientSecretQueueArn, since, ...(secretEnds && { secretEnds }) },
      rejections: registration.rejections + (refusal ? 1 : 0),
      reason: refusal,
      wait: planWait(registerSeconds, reminderSeconds),
    },
  };
}

async function waitsElsewhere(services: Needs, appName: string, execution: string): Promise<boolean> {
  const task = await findTask(services, appName, taskName({ kind: 'register-queue' }));
  if (!task || task.execution === execution) return false;
  return Date.parse(task.expiresAt) > services.clock.now().getTime();
}
