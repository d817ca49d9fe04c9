import { type TaskSubject, taskName, WaitingTask } from '../domain/human-task.ts';
import { Sensitive } from '../domain/sensitive.ts';
import { readStored } from '../domain/stored-json.ts';
import { packTask } from '../domain/stored-task.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'parameters'>;

/** Stores a waiting task, encrypted; an older one of the same name is replaced. */
export async function storeTask({ parameters }: Needs, task: WaitingTask): Promise<void> {
  const name = parameters.paths.of(task.appName).task(taskName(task));
  await parameters.put(task.appName, name, new Sensitive(packTask(task)));
}

/** The waiting tasks of an application, oldest first. What is no task any more (another version's) is left out. */
export async function listTasks({ parameters }: Needs, appName: string): Promise<WaitingTask[]> {
  const found = await parameters.listSecrets(parameters.paths.of(appName).tasks);
  return Object.values(found)
    .map(parseTask)
    .filter((task) => task !== undefined)
    .toSorted((a, b) => a.requestedAt.localeCompare(b.requestedAt));
}

/** Waiting tasks by their names within the application; those that do not wait are left out. */
export async function findTasks(
  { parameters }: Needs,
  appName: string,
  names: string[],
): Promise<WaitingTask[]> {
  const found = await parameters.getSecrets(names.map(parameters.paths.of(appName).task));
  return Object.values(found)
    .map(parseTask)
    .filter((task) => task !== undefined);
}

/** One waiting task, by its name within the application. */
export async function findTask(
  services: Needs,
  appName: string,
  name: string,
): Promise<WaitingTask | undefined> {
  const [task] = await findTasks(services, appName, [name]);
  return task;
}

/** Forgets tasks that no longer wait. */
export async function removeTasks({ parameters }: Needs, tasks: TaskSubject[]): Promise<void> {
  if (tasks.length === 0) return;
  await parameters.delete(tasks.map((task) => parameters.paths.of(task.appName).task(taskName(task))));
}

/**
 * Forgets the tasks of an execution that has ended: nobody can answer them any more.
 * @throws what Parameter Store throws
 */
export async function removeTasksOf(services: Needs, appName: string, execution: string): Promise<void> {
  const tasks = await listTasks(services, appName);
  await removeTasks(
    services,
    tasks.filter((task) => task.execution === execution),
  );
}

const parseTask = (value: Sensitive): WaitingTask | undefined => readStored(WaitingTask, value.reveal());
