import { type TaskKind, taskName, type WaitingTask } from '#shared/domain/human-task.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import type { Services } from '#shared/services.ts';
import { closeTask } from '#shared/tasks/close-task.ts';
import { findEarlierAnswer } from '#shared/tasks/earlier-answer.ts';
import { findTasks } from '#shared/tasks/task-store.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters' | 'taskTokens'>;

/** What somebody can bring in another way than by its task; the others look for themselves at each reminder. */
const MENDABLE: readonly TaskKind[] = ['register-application', 'self-authorize'];

/** Answers what waits for a person and was mended meanwhile in another way, so that nobody does it twice. */
export async function closeMendedTasks(services: Needs, { appName, waiting }: Input): Promise<Output> {
  const names = waiting.map(({ task }) => task);
  const still = new Set<string>();
  for (const task of await findTasks(services, appName, names))
    if (isWaiting(services, task) && !(await close(services, task))) still.add(taskName(task));
  return { waiting: waiting.filter(({ task }) => still.has(task)) };
}

const isWaiting = ({ clock }: Needs, { expiresAt }: WaitingTask) =>
  Date.parse(expiresAt) > clock.now().getTime();

async function close(services: Needs, task: WaitingTask): Promise<boolean> {
  if (!MENDABLE.includes(task.kind)) return false;
  const { output } = await findEarlierAnswer(services, task);
  if (!output) return false;
  const reply = await services.taskTokens.succeed(new Sensitive(task.token), output);
  await closeTask(services, task, reply === 'accepted' ? 'done' : undefined);
  return true;
}
