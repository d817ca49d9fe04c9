import { type TaskKind, taskName, type WaitingTask } from '#shared/domain/human-task.ts';
import type { Services } from '#shared/services.ts';
import { type ActNeeds, actOnTask } from '#shared/tasks/act-on-task.ts';
import { findEarlierAnswer } from '#shared/tasks/earlier-answer.ts';
import { handOver } from '#shared/tasks/hand-over.ts';
import { recordOutcome } from '#shared/tasks/task-outcome.ts';
import { findTasks } from '#shared/tasks/task-store.ts';
import type { Input, Output } from './schema.ts';

type Needs = ActNeeds & Pick<Services, 'lwa'>;

/** What somebody can bring in another way than by its task; the others look for themselves at each reminder. */
const MENDABLE: readonly TaskKind[] = ['register-application', 'self-authorize'];

/** Answers what waits for a person and was fixed meanwhile in another way, so that nobody does it twice. */
export async function closeMendedTasks(services: Needs, { appName, waiting }: Input): Promise<Output> {
  const names = waiting.map(({ task }) => task);
  const still = new Set<string>();
  for (const task of await findTasks(services, appName, names))
    if (isWaiting(services, task) && !(await close(services, task))) still.add(taskName(task));
  return { waiting: waiting.filter(({ task }) => still.has(task)) };
}

const isWaiting = ({ clock }: Needs, { expiresAt }: WaitingTask) =>
  Date.parse(expiresAt) > clock.now().getTime();

/** Whether the task waits no longer. */
async function close(services: Needs, asked: WaitingTask): Promise<boolean> {
  if (!MENDABLE.includes(asked.kind) || !(await findEarlierAnswer(services, asked)).output) return false;
  const closed = await actOnTask(services, asked, {}, async ({ task, who, stored }) => {
    const { output } = await findEarlierAnswer(services, task);
    if (!output) return undefined;
    const answer = stored ?? { by: who, output };
    if (!stored) await recordOutcome(services, task, 'stored', answer);
    return handOver(services, task, answer);
  });
  return closed !== undefined;
}
