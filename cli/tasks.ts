import { AppName } from '#shared/domain/application.ts';
import { type TaskKind, taskName, type WaitingTask } from '#shared/domain/human-task.ts';
import { listTasks } from '#shared/tasks/task-store.ts';
import { listApplications } from './applications.ts';
import type { Connection } from './connection.ts';
import { CommandRefused, UsageError } from './errors.ts';
import { executionReader, mayWait } from './executions.ts';

/** A waiting task as it may be shown: everything but its token. */
export interface ShownTask {
  task: string;
  appName: string;
  kind: TaskKind;
  execution: string;
  waitingSince: string;
  waitingUntil: string;
  /** The execution takes no answer any more. */
  ended: boolean;
}

/** Name of a task as people type it: `acme-orders/register-application`. */
export function taskId(task: WaitingTask): string {
  return `${task.appName}/${taskName(task)}`;
}

/** @throws UsageError */
export function requireAppName(text: string): string {
  if (AppName.safeParse(text).success) return text;
  throw new UsageError('An application name has 3 to 40 lower-case letters, digits or hyphens: acme-orders.');
}

/**
 * Finds a waiting task by its name.
 * @throws UsageError when it is no task name, CommandRefused when no such task waits
 */
export async function findTask({ services, again }: Connection, id: string): Promise<WaitingTask> {
  const [appName = '', name, ...more] = id.split('/');
  if (!name || more.length > 0)
    throw new UsageError('A task is named APP/TASK, for example acme-orders/register-application.');
  const waiting = await listTasks(services, requireAppName(appName));
  const found = waiting.find((task) => taskName(task) === name);
  if (found) return found;
  const others = waiting.map(taskId).join(', ');
  throw new CommandRefused({
    what: `No task of this name waits for ${appName}; ${others ? `waiting: ${others}` : 'nothing waits for it'}.`,
    remedy: `See all with "spapi task list${again}". A task that was answered, or whose execution failed, is gone.`,
  });
}

/** The waiting tasks of one application, or of all. */
export async function findTasks(connection: Connection, appName?: string): Promise<WaitingTask[]> {
  const apps = appName ? [requireAppName(appName)] : await appsWithTasks(connection);
  const found: WaitingTask[] = [];
  for (const app of apps) found.push(...(await listTasks(connection.services, app)));
  return found;
}

async function appsWithTasks(connection: Connection): Promise<string[]> {
  const all = await listApplications(connection);
  const { paths } = connection.services.parameters;
  return [...all]
    .filter(([app, names]) => names.some((name) => name.startsWith(`${paths.of(app).tasks}/`)))
    .map(([app]) => app);
}

/** What may be shown of tasks, with how their executions stand. */
export async function describeTasks({ sfn }: Connection, tasks: WaitingTask[]): Promise<ShownTask[]> {
  const stateOf = executionReader(sfn);
  const shown: ShownTask[] = [];
  for (const task of tasks) {
    const { appName, kind, execution, requestedAt, expiresAt } = task;
    const ended = !mayWait(await stateOf(execution));
    shown.push({
      task: taskId(task),
      appName,
      kind,
      execution,
      waitingSince: requestedAt,
      waitingUntil: expiresAt,
      ended,
    });
  }
  return shown;
}
