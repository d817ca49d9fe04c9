import * as z from 'zod/mini';
import { ALL_APPLICATIONS, UNKNOWN_APPLICATION } from '#shared/domain/all-applications.ts';
import { AppName } from '#shared/domain/application.ts';
import { type Failure, readFailure } from '#shared/domain/failure.ts';
import { machineOf } from '#shared/domain/machine-words.ts';
import { failureMessage } from '#shared/domain/messages.ts';
import { ExplainedError } from '#shared/errors/base.ts';
import { NotificationFailed } from '#shared/errors/broken.ts';
import type { StepContext } from '#shared/lambda/define-step.ts';
import type { Services } from '#shared/services.ts';
import { recordFailure } from '#shared/tasks/record-failure.ts';
import { removeTasksOf } from '#shared/tasks/task-store.ts';
import { knownOf } from './known.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'parameters' | 'topic'>;

/** Ends the execution with the name and the words of what failed first, so that the console shows them. */
class ReportedFailure extends ExplainedError {
  override readonly name: string;

  constructor({ step, error, what, remedy }: Failure) {
    super({ what: `${step}: ${what}`, remedy });
    this.name = error;
  }
}

/**
 * Tells people what failed, why, and what to do, then fails with that same error. It fails itself, instead of leading
 * to a Fail state, because a redrive runs the state that failed again: then it returns, and the work goes on.
 */
export async function notifyFailure(services: Needs, input: Input, context: StepContext): Promise<Output> {
  if (input.execution.RedriveCount > input.failedExecution.RedriveCount) return { resume: true };

  const failure = readFailure(input.state, 'SelectSellingAccount');
  const appName = findAppName(input);
  // Recorded first, so that the status is right even when nobody can be told; but telling matters more than recording.
  await record(services, input.state, context.execution, failure).catch(() => undefined);
  // Nobody can answer the tasks of this execution any more.
  if (appName) await removeTasksOf(services, appName, context.execution).catch(() => undefined);
  // Last, so that a worker that dies at another call is repeated without a second message.
  const about = { appName: appName ?? nobody(context.execution), execution: context.execution };
  await publish(services, about, failure, input.state);
  throw new ReportedFailure(failure);
}

// The input may be what is wrong, so nothing in it is taken for granted.
function findAppName({ execution }: Input): string | undefined {
  const typed = z.safeParse(z.object({ appName: AppName }), execution.Input);
  return typed.data?.appName;
}

// A check without a name is one of all applications.
const nobody = (execution: string): string =>
  machineOf(execution).endsWith('check-credentials') ? ALL_APPLICATIONS : UNKNOWN_APPLICATION;

async function publish(
  { topic }: Needs,
  { appName, execution }: { appName: string; execution: string },
  failure: Failure,
  state: unknown,
): Promise<void> {
  try {
    // The rules are loaded when there is something to explain, not whenever the function starts.
    const { explainFailure } = await import('#shared/diagnosis/explain-failure.ts');
    const insight = explainFailure(failure, appName);
    await topic.publish(failureMessage(appName, execution, failure, insight, knownOf(state, failure.step)));
  } catch (error) {
    throw new NotificationFailed({
      what: `${failure.step} failed with ${failure.error}, and the message about it could not be sent: ${(error as Error).name}.`,
      remedy: `Look at the topic and its permissions. The failure itself: ${failure.what} ${failure.remedy}`,
      cause: error,
    });
  }
}

// An execution whose input was refused has no application yet, one that removes it soon none, and the failure of a
// rotation is not that of its application: nothing is written for them.
async function record(
  services: Needs,
  state: unknown,
  execution: string,
  { step, error }: Failure,
): Promise<void> {
  const selected = z.safeParse(z.object({ application: z.object({ appName: AppName }) }), state).data;
  if (!selected) return;
  await recordFailure(services, selected.application.appName, { step, error, execution });
}
