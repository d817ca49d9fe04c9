import { roundOf, TASK_STATES, taskName, type WaitingTask } from '../domain/human-task.ts';
import { ApplicationBusy } from '../errors/retryable.ts';
import type { Services } from '../services.ts';
import { type Answered, closeTask, whyNotWaiting } from './close-task.ts';
import { markOf } from './task-outcome.ts';
import { readStanding, type Standing, sayOutcome } from './task-standing.ts';
import { type Claim, requireTurn, withTurn } from './turns.ts';

/** What acting on a task needs. */
export type ActNeeds = Pick<Services, 'clock' | 'guard' | 'parameters' | 'taskTokens'> & {
  /** Who acts, in words for people. */
  who(): Promise<string>;
};

type Waiting = Extract<Standing, { state: 'waits' }>;

/** The task as it is now, while nobody else can act on it. */
export interface InTurn {
  task: WaitingTask;
  who: string;
  /** How the same is known again when it is sent once more. */
  mark: string;
  /** Somebody's answer that is stored already; the execution may not have it. */
  stored: Waiting['stored'];
  /**
   * Makes sure that this is still so; called just before anything is written.
   * @throws ApplicationBusy when the turn is over, or the task no longer waits
   */
  confirm(): Promise<void>;
}

/** How long to wait for somebody else to finish with a task, try by try, in milliseconds. */
const WAITS_MS = [500, 1_000, 2_000, 4_000];

/**
 * Acts on a task while nobody else can: the task is read again in its turn, and somebody who comes too late is told who
 * answered, when and what was stored. What is sent twice is done once, and both times said to be done.
 * @param done the action and its fields, as typed
 * @throws ApplicationBusy while somebody else acts on it for long, what `act` throws, and what Parameter Store throws
 */
export async function actOnTask<T>(
  services: ActNeeds,
  asked: WaitingTask,
  done: Record<string, string>,
  act: (turn: InTurn) => Promise<T>,
): Promise<T | Answered> {
  const { appName } = asked;
  const who = await services.who();
  const { execution } = asked;
  const mark = markOf({ execution, task: taskName(asked), round: roundOf(asked) }, done);
  const wanted = { appName, turn: `task-${taskName(asked)}`, holder: who } as const;
  const run = () =>
    withTurn(services, wanted, (claim) => actInTurn(services, asked, { who, mark, claim }, act));
  for (const ms of WAITS_MS) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof ApplicationBusy)) throw error;
    }
    await services.guard.pause(ms);
    const standing = await readTask(services, asked);
    if (standing.state !== 'waits') return tooLate(services, asked, standing, mark);
  }
  return run();
}

async function actInTurn<T>(
  services: ActNeeds,
  asked: WaitingTask,
  { who, mark, claim }: { who: string; mark: string; claim: Claim },
  act: (turn: InTurn) => Promise<T>,
): Promise<T | Answered> {
  const standing = await readTask(services, asked);
  if (standing.state !== 'waits') {
    // Left where whoever answered died before the task was removed. One that was sent back stores itself again.
    if (standing.state === 'answered' && standing.outcome.outcome !== 'rejected')
      await closeTask(services, asked);
    return tooLate(services, asked, standing, mark);
  }
  const confirm = async () => {
    await requireTurn(services, claim);
    if ((await readTask(services, asked)).state !== 'waits') throw gone(asked);
  };
  return act({ task: standing.task, who, mark, stored: standing.stored, confirm });
}

const readTask = (services: ActNeeds, asked: WaitingTask): Promise<Standing> =>
  readStanding(services, {
    appName: asked.appName,
    task: taskName(asked),
    execution: asked.execution,
    round: roundOf(asked),
  });

/** What somebody is told whose answer came too late, or was sent before, which its mark tells. */
export function tooLate(
  services: Pick<Services, 'clock'>,
  task: WaitingTask,
  standing: Exclude<Standing, Waiting>,
  mark?: string,
): Answered {
  if (standing.state === 'answered' && standing.outcome.mark === (mark ?? ''))
    return { reply: 'accepted', explanation: sayOutcome(standing.outcome) };
  const why = standing.state === 'answered' ? sayOutcome(standing.outcome) : whyNotWaiting(services, task);
  return {
    reply: 'no-longer-waiting',
    explanation: `${why} Your answer was not stored.`,
    remedy:
      standing.state === 'answered'
        ? `Nothing, if that answer is right. To see what is stored: spapi status ${task.appName}.`
        : `If something is still missing, start ${TASK_STATES[task.kind].machine} again with the same input.`,
  };
}

const gone = ({ appName }: WaitingTask) =>
  new ApplicationBusy({
    what: `The task of ${appName} was closed while its answer was tested. Your answer was not stored.`,
    remedy: 'Look at the task again.',
  });
