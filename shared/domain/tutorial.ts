import { TASK_STATES, type TaskKind } from './human-task.ts';
import type { ProgressLine } from './progress.ts';

/** The eight steps of Amazon's tutorial, as short as a row of eight needs them. */
export const TUTORIAL: readonly string[] = [
  'Select account',
  'Request data access',
  'Create IAM resources',
  'Test AssumeRole',
  'Register application',
  'Authorize',
  'Exchange tokens',
  'Call SP-API',
];

/** Status of a step of the tutorial: `current` for what happens or waits now, `skipped` for what this application does not use. */
export type StepState = 'done' | 'current' | 'later' | 'skipped';

/** Status of the steps for IAM, 3 and 4, which run while the review of step 2 waits. */
export type IamState = Exclude<StepState, 'current'>;

/**
 * The eight steps while a task waits; `undefined` for a task that the tutorial does not have.
 * @param iam of steps 3 and 4, where step 2 waits; a later step waits until they are done
 */
export function stepsOfTask(kind: TaskKind, iam: IamState): StepState[] | undefined {
  const { tutorialStep } = TASK_STATES[kind];
  if (!tutorialStep) return undefined;
  return TUTORIAL.map((_, i) => {
    const step = i + 1;
    if (step === tutorialStep) return 'current';
    if (step === 3 || step === 4) return iam;
    return step < tutorialStep ? 'done' : 'later';
  });
}

/** The eight steps as the lines of the progress tell them. What comes next is to come while something else waits. */
export function stepsOfProgress(lines: readonly ProgressLine[]): StepState[] {
  const now = lines.some(({ step, state }) => step && state === 'waits') ? 'waits' : 'next';
  return TUTORIAL.map((_, i) => {
    const states = lines.filter((line) => stepsIn(line).includes(i + 1)).map(({ state }) => state);
    if (states.some((state) => state === now)) return 'current';
    if (states.length > 0 && states.every((state) => state === 'skipped')) return 'skipped';
    return states.length > 0 && states.every((state) => state === 'done') ? 'done' : 'later';
  });
}

/** A line may be of several steps, or of a part of one: `3, 4`, `3.6`. */
const stepsIn = ({ step = '' }: ProgressLine): number[] =>
  step.split(',').map((one) => Math.floor(Number(one)));
