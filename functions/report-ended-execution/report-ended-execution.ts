import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';
import { endedMessage } from '#shared/domain/messages.ts';
import { APPLICATION_REMOVED } from '#shared/domain/removal.ts';
import { readStored } from '#shared/domain/stored-json.ts';
import { readRemoval } from '#shared/removal/open-removal.ts';
import type { Services } from '#shared/services.ts';
import { removeTasksOf } from '#shared/tasks/task-store.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'parameters' | 'topic'>;

/** NotifyFailure ends an execution with one of our own names, after it has told people. */
const TOLD = /^[A-Z][A-Za-z]+$/;
const NOT_TOLD = 'NotificationFailed';

/** The safety net: tells of an execution that ended without a step of it having told anybody, and forgets its tasks. */
export async function reportEndedExecution(services: Needs, { detail }: Input): Promise<Output> {
  const { executionArn, stateMachineArn, status, error, input } = detail;
  if (status === 'FAILED' && error && TOLD.test(error) && error !== NOT_TOLD) return { told: false };
  if (status === 'ABORTED' && error === APPLICATION_REMOVED) return { told: false };
  const { appName } = readStored(z.object({ appName: AppName }), input ?? undefined) ?? {};
  if (status === 'ABORTED' && appName && (await wasStoppedByRemoval(services, appName, executionArn)))
    return { told: false };
  const machine = stateMachineArn.split(':').at(-1) ?? 'a state machine';
  const how = error ? `${status} (${error})` : status;
  await services.topic.publish(endedMessage(appName ?? 'all-applications', machine, executionArn, how));
  if (appName) await removeTasksOf(services, appName, executionArn);
  return { told: true };
}

/** The removal tells itself; that it was stopped in turn is for us to tell. An event need not say with which error. */
async function wasStoppedByRemoval(services: Needs, appName: string, executionArn: string): Promise<boolean> {
  const removal = await readRemoval(services, appName);
  return removal !== undefined && removal.execution !== executionArn;
}
