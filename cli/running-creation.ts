import { TASK_STATES, taskName, type WaitingTask } from '#shared/domain/human-task.ts';
import { listTasks } from '#shared/tasks/task-store.ts';
import { holderOf } from '#shared/tasks/turns.ts';
import type { Connection } from './connection.ts';
import { CommandRefused } from './errors.ts';
import { executionReader } from './executions.ts';

/** The execution of create-private-app that runs for an application, if there is one. */
export async function findRunningCreation(
  { services, sfn }: Pick<Connection, 'services' | 'sfn'>,
  appName: string,
): Promise<string | undefined> {
  const holder = await holderOf(services, { appName, turn: 'creation' });
  if (!holder) return undefined;
  const { status } = await executionReader(sfn)(holder);
  return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? holder : undefined;
}

/**
 * Makes sure that no second execution of create-private-app piles up for an application.
 * @throws CommandRefused with the one that runs, and what it waits for
 */
export async function refuseSecondCreation(connection: Connection, appName: string): Promise<void> {
  const running = await findRunningCreation(connection, appName);
  if (running) throw await alreadyRunning(connection, appName, running);
}

/** The refusal of a start while an execution runs, with what that one waits for. */
export async function alreadyRunning(
  { services, again }: Connection,
  appName: string,
  running: string,
): Promise<CommandRefused> {
  const tasks = (await listTasks(services, appName)).filter(
    ({ kind, execution }) => execution === running && TASK_STATES[kind].tutorialStep,
  );
  const waits = tasks.map((task) => `${appName}/${taskName(task)}`).join(', ');
  const [first] = tasks;
  return new CommandRefused({
    what: `create-private-app is already running for ${appName}${waits && `, and waits for ${waits}`}. Nothing was started. Execution: ${running}`,
    remedy: first
      ? `Answer it: spapi task list ${appName}${again}. To start with a different input, first stop that execution: ${stopBy(first, again)}`
      : `See its progress: spapi status ${appName}${again}`,
  });
}

/** A rejected task ends its execution; a developer profile has to be given up for that. */
const stopBy = (task: WaitingTask, again: string): string =>
  `spapi task reject ${task.appName}/${taskName(task)} --reason "Start with a different input"${task.kind === 'request-data-access' ? ' --give-up' : ''}${again}`;
