import * as z from 'zod/mini';
import { ALL_APPLICATIONS } from '#shared/domain/all-applications.ts';
import { AppName } from '#shared/domain/application.ts';
import { type FailedStep, findFailedStep } from '#shared/domain/failed-step.ts';
import { endedMessage } from '#shared/domain/messages.ts';
import { APPLICATION_REMOVED } from '#shared/domain/removal.ts';
import { readStored } from '#shared/domain/stored-json.ts';
import { readRemoval } from '#shared/removal/open-removal.ts';
import type { Services } from '#shared/services.ts';
import { removeTasksOf } from '#shared/tasks/task-store.ts';
import { recordEnd } from './record-end.ts';
import type { Detail, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'executionHistory' | 'parameters' | 'topic'>;

/** NotifyFailure ends an execution with one of our own names, after it has told people. */
const TOLD = /^[A-Z][A-Za-z]+$/;
const NOT_TOLD = 'NotificationFailed';
/** The definition itself has told people, and could do nothing else. */
const ANNOUNCED = 'FailureAnnounced';

/**
 * The safety net: for an execution that ended without a step of it having told anybody, it sets the status of the
 * application, tells, and forgets the tasks.
 */
export async function reportEndedExecution(services: Needs, detail: Detail): Promise<Output> {
  const { executionArn, stateMachineArn, status, error, input } = detail;
  const { appName } = readStored(z.object({ appName: AppName }), input ?? undefined) ?? {};
  const told = await wasTold(services, detail, appName);
  if (told && error !== ANNOUNCED) return { told: false };
  const where = await lookForStep(services, executionArn);
  // Telling matters more than recording.
  const unrecorded = appName && (await errorOf(recordEnd(services, appName, detail, where)));
  if (!told) {
    const machine = stateMachineArn.split(':').at(-1) ?? 'a state machine';
    const how = error ? `${status} (${error})` : status;
    await services.topic.publish(
      endedMessage(appName ?? ALL_APPLICATIONS, machine, executionArn, how, where),
    );
  }
  if (appName) await removeTasksOf(services, appName, executionArn);
  // Where nobody was told here, trying again repeats nothing.
  if (told && unrecorded) throw unrecorded;
  return { told: !told };
}

const errorOf = (work: Promise<void>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

async function wasTold(services: Needs, { executionArn, status, error }: Detail, appName?: string) {
  if (status === 'FAILED') return error !== NOT_TOLD && TOLD.test(error ?? '');
  if (status !== 'ABORTED') return false;
  return (
    error === APPLICATION_REMOVED ||
    (appName !== undefined && wasStoppedByRemoval(services, appName, executionArn))
  );
}

/** The message must not fail with what only completes it. */
async function lookForStep(
  { executionHistory }: Needs,
  executionArn: string,
): Promise<FailedStep | undefined> {
  try {
    return findFailedStep(await executionHistory.newest(executionArn));
  } catch {
    return undefined;
  }
}

/** The removal tells itself; that it was stopped in turn is for us to tell. An event need not say with which error. */
async function wasStoppedByRemoval(services: Needs, appName: string, executionArn: string): Promise<boolean> {
  const removal = await readRemoval(services, appName);
  return removal !== undefined && removal.execution !== executionArn;
}
