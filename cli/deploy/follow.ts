import { setTimeout as sleep } from 'node:timers/promises';
import type { FoundStack } from '../stack-outputs.ts';
import type { DeployServices, StackEvent } from './services.ts';
import { isBusy } from './stack-state.ts';

type Needs = Pick<DeployServices, 'eventsSince' | 'findStack' | 'pause' | 'say'>;

/** How often it is looked. */
const EVERY_MS = 3_000;

/** Waits a moment. */
export const pause = async (): Promise<void> => {
  await sleep(EVERY_MS);
};

/** What happened until an operation ended, and how the stack is now. */
export interface Followed {
  stack: FoundStack | undefined;
  events: StackEvent[];
}

/**
 * Waits for the end of what CloudFormation does to a stack, and says for each resource what became of it.
 * @param since the last event before it began; all of them count without one
 */
export async function follow(
  { eventsSince, findStack, pause, say }: Needs,
  since?: string,
): Promise<Followed> {
  const events: StackEvent[] = [];
  for (;;) {
    // First the stack: what happened until its end is among the events then.
    const stack = await findStack();
    const more = await eventsSince(events.at(-1)?.id ?? since);
    events.push(...more);
    const ended = more.filter(({ status }) => !/_IN_PROGRESS$/.test(status));
    if (ended.length > 0) say(...ended.map(lineOf));
    if (!stack || !isBusy(stack)) return { stack, events };
    await pause();
  }
}

const lineOf = ({ status, resource, type, reason }: StackEvent) =>
  `  ${status.padEnd(24)} ${resource} (${type})${/_FAILED$/.test(status) && reason ? `: ${reason}` : ''}`;
