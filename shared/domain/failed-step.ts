/** What the history of an execution says of one moment. */
export interface HistoryEvent {
  id: number;
  /** The event that led to this one; 0 where the history names none. */
  previousId: number;
  /** As Step Functions calls it, such as `TaskStateEntered` or `TaskFailed`. */
  type: string;
  /** The state that was entered or left. */
  state?: string | undefined;
  /** Name of the error. */
  error?: string | undefined;
}

/** The state where an execution ended. */
export interface FailedStep {
  step: string;
  error?: string | undefined;
}

/** The state that every caught failure leads to; the states after it tell of the failure. */
const CAUGHT = 'RememberFailure';

/**
 * Finds the state that failed, or in which an execution was when it was ended from outside.
 * @param newest events of an execution, the newest first; it may be the last part of the history only
 * @returns `undefined` where this part names no state
 */
export function findFailedStep(newest: HistoryEvent[]): FailedStep | undefined {
  const visits = visitsIn(newest);
  const caught = visits.findIndex(({ step }) => step === CAUGHT);
  if (caught < 0) return visits[0];
  const before = visits.slice(caught + 1);
  // A state in between may only have packed what failed, as those that end a branch do.
  return before.find(({ error }) => error !== undefined) ?? before[0];
}

/** The states that led to the end, the last first. Other branches led nowhere. */
function visitsIn(newest: HistoryEvent[]): FailedStep[] {
  const visits: FailedStep[] = [];
  let last: { type: string; error?: string | undefined } | undefined;
  for (const { type, state, error } of wayBack(newest)) {
    if (type.endsWith('StateEntered') && state) {
      visits.push({ step: state, error: last?.error });
      last = undefined;
    } else if (/(Failed|TimedOut|Aborted|Succeeded)$/.test(type) && !type.startsWith('Execution')) {
      // The first from behind is what became of the state; those before it were tried again.
      last ??= { type, error };
    }
  }
  return visits;
}

/** From the end to the event that led to each. */
function wayBack(newest: HistoryEvent[]): HistoryEvent[] {
  const way: HistoryEvent[] = [];
  let next = newest[0]?.id;
  for (const event of newest) {
    if (event.id !== next) continue;
    way.push(event);
    next = event.previousId || event.id - 1;
  }
  return way;
}
