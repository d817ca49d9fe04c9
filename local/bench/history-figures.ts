import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** Limits of Step Functions. Source: docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const MOST_EVENTS = 25_000;
export const MOST_PAYLOAD_BYTES = 262_144;

/** Events with which AWS records an attempt of a task: scheduled, started, succeeded or failed. */
const EVENTS_OF_ATTEMPT = 3;
/** Besides entered and exited, a Map is started and succeeds, and so does each of its iterations. */
const EVENTS_OF_MAP = 2;
const EVENTS_OF_ITERATION = 2;
/** The start and the end of the execution. */
const EVENTS_OF_EXECUTION = 2;

const entered = (events: HistoryEvent[]) =>
  events.filter(({ stateEnteredEventDetails }) => stateEnteredEventDetails);
const ofType = (events: HistoryEvent[], type: string) => events.filter((event) => event.type === type);

/** State transitions that AWS bills: the start, each state, and each retry. */
export function transitionsIn(events: HistoryEvent[]): number {
  const retries = ofType(events, 'TaskScheduled').length - ofType(events, 'TaskStateEntered').length;
  return 1 + entered(events).length + retries;
}

/**
 * How many events the same execution has on AWS, where the embedded one leaves some out.
 * @param firstStates the first states inside Maps: each entry of one is an iteration
 */
export function eventsOnAws(events: HistoryEvent[], firstStates: string[]): number {
  const states = entered(events);
  const iterations = states.filter(({ stateEnteredEventDetails: { name = '' } = {} }) =>
    firstStates.includes(name),
  );
  return (
    EVENTS_OF_EXECUTION +
    2 * states.length +
    EVENTS_OF_ATTEMPT * ofType(events, 'TaskScheduled').length +
    EVENTS_OF_MAP * ofType(events, 'MapStateEntered').length +
    EVENTS_OF_ITERATION * iterations.length
  );
}

/** Bytes of the largest input or output of a state. */
export function largestPayload(events: HistoryEvent[]): number {
  return events
    .flatMap(({ stateEnteredEventDetails: before, stateExitedEventDetails: after }) => [
      before?.input ?? '',
      after?.output ?? '',
    ])
    .reduce((most, text) => Math.max(most, Buffer.byteLength(text)), 0);
}
