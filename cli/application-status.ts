import * as z from 'zod/mini';
import type { Application } from '#shared/domain/application.ts';
import { SecretDates } from '#shared/domain/client-secret.ts';
import { type Health, withSecretEnd } from '#shared/domain/health.ts';
import { TASK_STATES } from '#shared/domain/human-task.ts';
import { AddressRecord } from '#shared/domain/notification-address.ts';
import { unpackApplication } from '#shared/domain/stored-application.ts';
import { unpackHealth } from '#shared/domain/stored-health.ts';
import { readStored } from '#shared/domain/stored-json.ts';
import { readRemoval } from '#shared/removal/open-removal.ts';
import { listTasks } from '#shared/tasks/task-store.ts';
import { listApplications } from './applications.ts';
import type { Connection } from './connection.ts';
import { executionReader } from './executions.ts';
import { unknownApplication } from './known-application.ts';
import { findRunningCreation } from './running-creation.ts';
import { describeTasks, type ShownTask } from './tasks.ts';

const Status = z.object({
  state: z.enum(['ready', 'failed']),
  since: z.string(),
  step: z.optional(z.string()),
  error: z.optional(z.string()),
  execution: z.optional(z.string()),
});

const Summary = z.object({
  execution: z.string(),
  authorizations: z.array(
    z.object({ name: z.string(), region: z.string(), operation: z.string(), verifiedAt: z.string() }),
  ),
});
type Summary = z.infer<typeof Summary>;

/** How an application stands. */
export interface ApplicationStatus {
  appName: string;
  /** `working`: it was started, and neither a result nor a waiting task is there; `removing`: a person has confirmed its removal. */
  state: 'ready' | 'failed' | 'waiting' | 'working' | 'removing' | 'unknown';
  since?: string;
  execution?: string;
  failure?: { step: string; error: string; what?: string; remedy?: string };
  /** How an execution before the current one failed. */
  earlier?: { step: string; error: string; since: string };
  /** Authorizations that made a real call, the last time the application was ready. */
  ready?: Summary['authorizations'];
  /** What the last check of the credentials found. */
  health?: Health;
  /** Whether the address of the input gets the messages. */
  notifications?: AddressRecord;
  /** No client secret has come by the queue yet, and nothing tells of a task to register it: the stack cannot rotate the secret. */
  queueUnproven?: boolean;
  tasks: ShownTask[];
}

/**
 * Reads how an application stands from Parameter Store, and asks Step Functions why it failed.
 * @throws CommandRefused when there is no such application
 */
export async function readStatus(connection: Connection, appName: string): Promise<ApplicationStatus> {
  const { services } = connection;
  const paths = connection.services.parameters.paths.of(appName);
  const stored = await services.parameters.get([
    ...[paths.config, paths.status, paths.summary, paths.health, paths.notifications],
    paths.lwa.secretDates,
  ]);
  const tasks = await describeTasks(connection, await listTasks(services, appName));
  if (Object.keys(stored).length === 0 && tasks.length === 0)
    throw unknownApplication(connection, appName, [...(await listApplications(connection)).keys()]);
  const status = readStored(Status, stored[paths.status]);
  const summary = readStored(Summary, stored[paths.summary]);
  const dates = readStored(SecretDates, stored[paths.lwa.secretDates]);
  const checked = unpackHealth(stored[paths.health]);
  const health = checked && { ...checked, expiries: withSecretEnd(checked.expiries, dates?.expiresAt) };
  const notifications = readStored(AddressRecord, stored[paths.notifications]);
  // An application is ready without what is not in the tutorial.
  const waiting = tasks.find(({ kind, ended }) => !ended && TASK_STATES[kind].tutorialStep);
  const removal = await readRemoval(services, appName);
  if (removal)
    return { appName, state: 'removing', since: removal.confirmedAt, execution: removal.execution, tasks };
  // One execution, with its own state: what another one ended with is history.
  const running = waiting?.execution ?? (await findRunningCreation(connection, appName));
  const execution = running ?? status?.execution ?? summary?.execution;
  const last = status?.state ?? (stored[paths.config] ? 'working' : 'unknown');
  const since = waiting?.waitingSince ?? (running ? undefined : status?.since);
  const failure = status?.state === 'failed' ? await readFailure(connection, status) : undefined;
  return {
    appName,
    state: waiting ? 'waiting' : running ? 'working' : last,
    ...(since && { since }),
    ...(execution && { execution }),
    ...(failure && (running ? { earlier: { ...failure, since: status?.since ?? '' } } : { failure })),
    ...(summary && { ready: summary.authorizations }),
    ...(health && { health }),
    ...(notifications && { notifications }),
    ...(status?.state === 'ready' &&
      isQueueUnproven(unpackApplication(stored[paths.config]), dates, tasks) && { queueUnproven: true }),
    tasks,
  };
}

/** The task to register the queue is created once; where its execution has ended, no other one follows. */
function isQueueUnproven(
  application: Application | undefined,
  dates: SecretDates | undefined,
  tasks: ShownTask[],
): boolean {
  const isAsked = tasks.some(({ kind }) => kind === 'register-queue');
  return application?.sandbox === false && !dates?.notificationId && !isAsked;
}

async function readFailure(
  { sfn }: Connection,
  { step = 'unknown', error = 'unknown', execution }: z.infer<typeof Status>,
): Promise<NonNullable<ApplicationStatus['failure']>> {
  const { status, ...why } = execution ? await executionReader(sfn)(execution) : { status: 'UNKNOWN' };
  return { step, error, ...(status === 'FAILED' ? why : {}) };
}
