import { roundOf, type WaitingTask } from '../domain/human-task.ts';
import { shortTime } from '../domain/times.ts';
import type { Services } from '../services.ts';
import type { TaskLink } from './task-link.ts';
import { parseOutcome, type TaskOutcome } from './task-outcome.ts';
import { findTask } from './task-store.ts';

/** The status of a task. A task that was answered is `answered` even while it is still stored. */
export type Standing =
  | {
      state: 'waits';
      task: WaitingTask;
      submittedAt?: string;
      /** An answer is stored, and nobody knows whether the execution has it: whoever answered was interrupted. */
      stored?: TaskOutcome;
    }
  | { state: 'answered'; outcome: TaskOutcome }
  | { state: 'over' };

/** Which task, and in which of its rounds. */
type Asked = Pick<TaskLink, 'appName' | 'task' | 'execution'> & { round?: number };

/**
 * Reads the status of a task. A task of a different execution is a different task, and so is that of another round.
 * @param round left out for the newest
 * @throws what Parameter Store throws
 */
export async function readStanding(
  services: Pick<Services, 'clock' | 'parameters'>,
  { appName, task: name, execution, round }: Asked,
): Promise<Standing> {
  // In this order: whoever answers keeps the outcome before the task is removed.
  const found = await findTask(services, appName, name);
  const path = services.parameters.paths.of(appName).outcome(name);
  const { [path]: text } = await services.parameters.get([path]);
  const outcome = parseOutcome(text);
  const task = found?.execution === execution ? found : undefined;
  const ours = outcome?.execution === execution ? outcome : undefined;
  if (task && round !== undefined && round !== roundOf(task)) return standingOfEarlier(ours, round);
  if (ours && isAnswer(ours, task)) return { state: 'answered', outcome: ours };
  if (!task || Date.parse(task.expiresAt) <= services.clock.now().getTime()) return { state: 'over' };
  const current = ours?.round === roundOf(task) ? ours : undefined;
  return {
    state: 'waits',
    task,
    ...(outcome?.outcome === 'submitted' && outcome.round === roundOf(task) && { submittedAt: outcome.at }),
    ...(current?.outcome === 'stored' && { stored: current }),
  };
}

/** Of a round that is over, the answer is known until the next one has its own. */
const standingOfEarlier = (outcome: TaskOutcome | undefined, round: number): Standing =>
  outcome?.round === round && outcome.outcome !== 'submitted'
    ? { state: 'answered', outcome }
    : { state: 'over' };

function isAnswer({ outcome, round }: TaskOutcome, task: WaitingTask | undefined): boolean {
  if (outcome === 'submitted') return false;
  if (outcome === 'stored') return !task;
  return round >= (task ? roundOf(task) : 0);
}

const DID: Record<TaskOutcome['outcome'], string> = {
  submitted: 'reported as submitted',
  stored: 'completed',
  done: 'completed',
  rejected: 'rejected',
  'given-up': 'given up',
};

/** Who answered a task, when, and what was stored, as people read it. */
export function sayOutcome({ outcome, at, by, output }: TaskOutcome): string {
  const stored = output?.parameters.map((name) => name.split('/').slice(3).join('/')) ?? [];
  return [
    `This task was ${DID[outcome]} on ${shortTime(at)}${by ? ` by ${by}` : ''}.`,
    ...(stored.length > 0 ? [`Stored: ${stored.join(', ')}.`] : []),
  ].join(' ');
}
