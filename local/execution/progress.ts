import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { TUTORIAL_STEPS } from './tutorial-steps.ts';

export interface StepProgress {
  step: number;
  title: string;
  state: 'not reached' | 'running' | 'done' | 'failed';
  /** From the first entry to the last exit, in seconds. */
  seconds: number;
}

/** How far each step of the tutorial is, by the execution's history. */
export function stepProgress(events: HistoryEvent[], now = new Date()): StepProgress[] {
  const failed = events.some(({ type }) => type === 'ExecutionFailed');
  return TUTORIAL_STEPS.map(({ step, title, states }) => {
    const names: readonly string[] = states;
    const of = (event: HistoryEvent) =>
      names.includes(event.stateEnteredEventDetails?.name ?? event.stateExitedEventDetails?.name ?? '');
    const entered = events.filter((event) => event.stateEnteredEventDetails && of(event));
    const exited = events.filter((event) => event.stateExitedEventDetails && of(event));
    if (entered.length === 0) return { step, title, state: 'not reached' as const, seconds: 0 };
    const done = exited.length >= entered.length && new Set(exited.map(nameOf)).size === names.length;
    const from = entered[0]?.timestamp ?? now;
    const to = done ? (exited.at(-1)?.timestamp ?? now) : now;
    const seconds = Math.round((to.getTime() - from.getTime()) / 100) / 10;
    return {
      step,
      title,
      state: done ? ('done' as const) : failed ? ('failed' as const) : ('running' as const),
      seconds,
    };
  });
}

const nameOf = (event: HistoryEvent) => event.stateExitedEventDetails?.name;
