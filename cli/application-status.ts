import * as z from 'zod/mini';
import type { Health } from '#shared/domain/health.ts';
import { TASK_STATES } from '#shared/domain/human-task.ts';
import { AddressRecord } from '#shared/domain/notification-address.ts';
import { unpackHealth } from '#shared/domain/stored-health.ts';
import { readStored } from '#shared/domain/stored-json.ts';
import { readRemoval } from '#shared/removal/open-removal.ts';
import { listTasks } from '#shared/tasks/task-store.ts';
import type { Connection } from './connection.ts';
import { CommandRefused } from './errors.ts';
import { executionReader } from './executions.ts';
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
  /** Authorizations that made a real call, the last time the application was ready. */
  ready?: Summary['authorizations'];
  /** What the last check of the credentials found. */
  health?: Health;
  /** Whether the address of the input gets the messages. */
  notifications?: AddressRecord;
  tasks: ShownTask[];
}

/**
 * Reads how an application stands from Parameter Store, and asks Step Functions why it failed.
 * @throws CommandRefused when nothing is known of it
 */
export async function readStatus(connection: Connection, appName: string): Promise<ApplicationStatus> {
  const { services } = connection;
  const paths = connection.services.parameters.paths.of(appName);
  const stored = await services.parameters.get([
    ...[paths.config, paths.status, paths.summary, paths.health, paths.notifications],
  ]);
  const tasks = await describeTasks(connection, await listTasks(services, appName));
  if (Object.keys(stored).length === 0 && tasks.length === 0) throw unknown(appName, connection);
  const status = readStored(Status, stored[paths.status]);
  const summary = readStored(Summary, stored[paths.summary]);
  const health = unpackHealth(stored[paths.health]);
  const notifications = readStored(AddressRecord, stored[paths.notifications]);
  // An application is ready without what is not in the tutorial.
  const waiting = tasks.find(({ kind, ended }) => !ended && TASK_STATES[kind].tutorialStep);
  const removal = await readRemoval(services, appName);
  if (removal)
    return { appName, state: 'removing', since: removal.confirmedAt, execution: removal.execution, tasks };
  const execution = waiting?.execution ?? status?.execution ?? summary?.execution;
  return {
    appName,
    state: waiting ? 'waiting' : (status?.state ?? (stored[paths.config] ? 'working' : 'unknown')),
    ...((waiting ?? status) && { since: waiting?.waitingSince ?? status?.since ?? '' }),
    ...(execution && { execution }),
    ...(status?.state === 'failed' && { failure: await readFailure(connection, status) }),
    ...(summary && { ready: summary.authorizations }),
    ...(health && { health }),
    ...(notifications && { notifications }),
    tasks,
  };
}

async function readFailure(
  { sfn }: Connection,
  { step = 'unknown', error = 'unknown', execution }: z.infer<typeof Status>,
): Promise<NonNullable<ApplicationStatus['failure']>> {
  const { status, ...why } = execution ? await executionReader(sfn)(execution) : { status: 'UNKNOWN' };
  return { step, error, ...(status === 'FAILED' ? why : {}) };
}

const unknown = (appName: string, { aws, again }: Connection) =>
  new CommandRefused({
    what: `Nothing is known of an application ${appName} in ${aws.region}.`,
    remedy: `See all with "npm run spapi -- status${again}", or start it with "npm run spapi -- start ${appName} --marketplace US${again}".`,
  });
