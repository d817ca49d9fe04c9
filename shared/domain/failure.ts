import { splitMessage } from '../errors/base.ts';
import { foreignText, harmless, harmlessCharacters } from '../errors/plain-text.ts';
import { TASK_STATES } from './human-task.ts';

/** A failure as a person reads it. */
export interface Failure {
  /** The state that failed. */
  step: string;
  /** Name of the error. */
  error: string;
  what: string;
  remedy: string;
}

interface Caught {
  Error: string;
  Cause: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCaught = (value: unknown): value is Caught => isRecord(value) && typeof value.Error === 'string';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A failure is packed into three at most; the data of a state machine may be anything. */
const MOST_LEVELS = 50;

// A catch stores what it caught under the name of its state; a Fail state of a branch packs that into its cause.
function innermost(
  step: string,
  value: unknown,
  levels = MOST_LEVELS,
): { step: string; caught: Caught } | undefined {
  if (levels === 0) return undefined;
  if (isCaught(value)) {
    const packed = value.Error === BRANCH_FAILED ? parseJson(value.Cause) : undefined;
    return (isRecord(packed) ? innermost(step, packed, levels - 1) : undefined) ?? { step, caught: value };
  }
  if (!isRecord(value)) return undefined;
  const [entry] = Object.entries(value);
  return entry && innermost(entry[0], entry[1], levels - 1);
}

/** Error of the Fail states that end a branch; the real one is in the cause. */
export const BRANCH_FAILED = 'BranchFailed';

/**
 * Reads what failed from the data of the state machine.
 * @param state the data after a catch: `{"failure":{"<State>":{"Error","Cause"}}}`, or what the first state's catch left
 * @param firstState name of the first state, whose catch replaces the data whole
 */
export function readFailure(state: unknown, firstState: string): Failure {
  const found = innermost(firstState, isRecord(state) && 'failure' in state ? state.failure : state);
  if (!found) return unknownFailure(firstState, 'no error was handed on');
  const { step, caught } = found;
  if (/^(States\.(Heartbeat)?Timeout|Sandbox\.Timedout)$/.test(caught.Error)) return timedOut(step);
  const cause = parseJson(caught.Cause);
  const message =
    isRecord(cause) && typeof cause.errorMessage === 'string' ? cause.errorMessage : caught.Cause;
  if (/^[A-Za-z]+\./.test(caught.Error)) return unknownFailure(step, `${caught.Error}: ${message ?? ''}`);
  const { what, remedy = LOOK } = splitMessage(message ?? '');
  const error = foreignText(caught.Error, 100);
  return { step, error, what: harmless(what), remedy: harmlessCharacters(remedy) };
}

const LOOK =
  'Look at the log of this step, fix what it says and start the execution again with the same input.';

const unknownFailure = (step: string, text: string): Failure => ({
  step,
  error: 'StepFailed',
  what: `${step} failed: ${foreignText(text, 500)}`,
  remedy: LOOK,
});

function timedOut(step: string): Failure {
  const human = Object.values(TASK_STATES).some(({ state }) => state === step);
  return {
    step,
    error: 'StepTimedOut',
    what: human
      ? `${step} waited for a person and got no answer in time.`
      : `${step} took longer than it may.`,
    remedy: human
      ? 'Start the execution again with the same input when you can do the step: everything done so far is kept.'
      : LOOK,
  };
}
