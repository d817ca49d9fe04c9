import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WaitRound } from '#shared/domain/wait-plan.ts';
import { CAUSE, type StateTester, startStateTester } from './state-tester.ts';
import {
  account,
  approved,
  awaitingAccess,
  awaitingRegistration,
  prepared,
  selected,
  waits,
} from './steps.ts';

let tester: StateTester;

beforeAll(async () => {
  tester = await startStateTester();
}, 120_000);

afterAll(() => tester?.close());

const lastOf = (round: WaitRound): WaitRound => (round.next ? lastOf(round.next) : round);
const timeout = (name: string) => ({ failure: { [name]: { Error: 'States.Timeout', Cause: CAUSE } } });
const rejected = { status: 'rejected', parameters: [], rejections: 1, reason: 'No use case' };

interface Human {
  task: string;
  due: string;
  remind: string;
  over: string;
  /** the data with which the task is asked the first time */
  first: { wait: WaitRound };
  answer: object;
  next: string;
}

const done = { status: 'done', parameters: ['one'] };
const humans: Human[] = [
  {
    task: 'RequestDataAccess',
    due: 'IsDataAccessReminderDue',
    remind: 'RemindOfDataAccess',
    over: 'DataAccessFailed',
    first: { ...awaitingAccess, dataAccess: rejected } as typeof awaitingAccess,
    answer: approved,
    next: 'IsDataAccessApproved',
  },
  {
    task: 'RegisterApplication',
    due: 'IsRegistrationReminderDue',
    remind: 'RemindOfRegistration',
    over: 'RememberFailure',
    first: awaitingRegistration,
    answer: done,
    next: 'AuthorizeSellingAccounts',
  },
  {
    task: 'SelfAuthorize',
    due: 'IsAuthorizationReminderDue',
    remind: 'RemindOfAuthorization',
    over: 'AuthorizationFailed',
    first: account,
    answer: done,
    next: 'ExchangeLwaToken',
  },
];

describe.each(humans)(
  'a round of $task that nobody answered',
  ({ task, due, remind, over, first, answer, next }) => {
    const inLast = { ...first, wait: lastOf(first.wait) };
    const second = { ...first, wait: first.wait.next };

    it('leads to a reminder while a round follows', async () => {
      const data = { ...first, ...timeout(task) };

      const outcome = await tester.test(due, data);

      expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', remind]);
      expect(outcome.output).toEqual(data);
    });

    it('is a failure after the last round, and keeps the time-out', async () => {
      const timedOut = await tester.test(task, inLast, { error: 'States.Timeout' });
      const outcome = await tester.test(due, timedOut.output);

      expect([timedOut.status, timedOut.next]).toEqual(['CAUGHT_ERROR', due]);
      expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', over]);
      expect(outcome.output).toEqual({ ...inLast, ...timeout(task) });
    });

    it('is followed by the next one, without the time-out and with all other data', async () => {
      const outcome = await tester.test(remind, { ...first, ...timeout(task) });

      expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', task]);
      expect(outcome.output).toEqual(second);
    });

    it('is asked again with the times of the next round', async () => {
      const { next: _, ...round } = second.wait as WaitRound;

      const { asked } = await tester.test(task, second, { result: answer });

      expect(asked.Payload.input.wait).toEqual(round);
    });

    it('leaves no trace when the next one is answered', async () => {
      const outcome = await tester.test(task, second, { result: answer });

      expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', next]);
      expect(Object.keys(outcome.output)).not.toContain('failure');
    });
  },
);

it.each<[string, object, object, string]>([
  ['StartDataAccessWait', selected, awaitingAccess, 'RequestDataAccess'],
  ['StartRegistrationWait', prepared, awaitingRegistration, 'RegisterApplication'],
])('%s begins with the first round and keeps the data', async (name, before, after, next) => {
  const outcome = await tester.test(name, before);

  expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', next]);
  expect(outcome.output).toEqual(after);
});

it('waits anew, from the first round on, for a profile that was rejected in a later one', async () => {
  const data = { ...awaitingAccess, wait: lastOf(waits.dataAccess) };

  const answered = await tester.test('RequestDataAccess', data, { result: rejected });
  const decided = await tester.test('IsDataAccessApproved', answered.output);
  const started = await tester.test('StartDataAccessWait', decided.output);

  expect([answered.next, decided.next, started.next]).toEqual([
    'IsDataAccessApproved',
    'StartDataAccessWait',
    'RequestDataAccess',
  ]);
  expect(started.output).toEqual({ ...awaitingAccess, dataAccess: rejected });
});
