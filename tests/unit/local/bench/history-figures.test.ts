import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { expect, it } from '@jest/globals';
import { eventsOnAws, largestPayload, transitionsIn } from '../../../../local/bench/history-figures.ts';

const timestamp = new Date(0);
const entered = (type: string, name: string, input = '{}') =>
  ({
    type: `${type}StateEntered`,
    id: 1,
    timestamp,
    stateEnteredEventDetails: { name, input },
  }) as HistoryEvent;
const exited = (name: string, output: string) =>
  ({
    type: 'TaskStateExited',
    id: 1,
    timestamp,
    stateExitedEventDetails: { name, output },
  }) as HistoryEvent;
const event = (type: string) => ({ type, id: 1, timestamp }) as HistoryEvent;

// A map over two accounts; the task of the second is tried twice.
const EVENTS = [
  event('ExecutionStarted'),
  entered('Map', 'Accounts'),
  entered('Task', 'Call', '{"text":"é"}'),
  event('TaskScheduled'),
  exited('Call', '{}'),
  entered('Task', 'Call'),
  event('TaskScheduled'),
  event('TaskScheduled'),
  exited('Call', '{"text":"longer"}'),
  entered('Succeed', 'Done'),
];

it('the start, each state and each retry is a transition', () => {
  expect(transitionsIn(EVENTS)).toBe(1 + 4 + 1);
});

it('on AWS attempts, maps and iterations have events of their own', () => {
  const [execution, states, attempts, map, iterations] = [2, 4 * 2, 3 * 3, 2, 2 * 2];

  expect(eventsOnAws(EVENTS, ['Call'])).toBe(execution + states + attempts + map + iterations);
});

it('the largest payload is counted in bytes, before and after states', () => {
  expect(largestPayload(EVENTS)).toBe(17);
  expect(largestPayload(EVENTS.slice(0, 5))).toBe(13);
});
