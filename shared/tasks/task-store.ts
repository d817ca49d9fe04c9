import * as z from 'zod/mini';
import { taskName, WaitingTask } from '../domain/human-task.ts';
import { parameterPaths } from '../domain/parameter-paths.ts';
import { Sensitive } from '../domain/sensitive.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'parameters'>;

/** Stores a waiting task, encrypted; an older one of the same name is replaced. */
export async function storeTask({ parameters }: Needs, task: WaitingTask): Promise<void> {
  const name = parameterPaths(task.appName).task(taskName(task));
  await parameters.put(task.appName, name, new Sensitive(JSON.stringify(task)));
}

/** The waiting tasks of an application, oldest first. What is no task any more (another version's) is left out. */
export async function listTasks({ parameters }: Needs, appName: string): Promise<WaitingTask[]> {
  const found = await parameters.listSecrets(parameterPaths(appName).tasks);
  return Object.values(found)
    .map((value) => parseTask(value))
    .filter((task) => task !== undefined)
    .toSorted((a, b) => a.requestedAt.localeCompare(b.requestedAt));
}

/** Forgets tasks that no longer wait. */
export async function removeTasks({ parameters }: Needs, tasks: WaitingTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await parameters.delete(tasks.map((task) => parameterPaths(task.appName).task(taskName(task))));
}

function parseTask(value: Sensitive): WaitingTask | undefined {
  try {
    return z.safeParse(WaitingTask, JSON.parse(value.reveal())).data;
  } catch {
    return undefined;
  }
}
