import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import * as Create from '../../functions/create-second-access-key/schema.ts';
import * as Deactivate from '../../functions/deactivate-old-access-key/schema.ts';
import * as Delete from '../../functions/delete-old-access-key/schema.ts';
import * as Inspect from '../../functions/inspect-access-key/schema.ts';
import * as Notify from '../../functions/notify-failure/schema.ts';
import * as Prove from '../../functions/prove-access-key/schema.ts';
import * as Replace from '../../functions/replace-stored-access-key/schema.ts';
import * as Restore from '../../functions/restore-old-access-key/schema.ts';
import { APP, EXECUTION } from '../support/subjects.ts';
import { readMachine } from './definition.ts';
import { CAUSE, EXECUTION_CONTEXT, type StateTester, startStateTester, TYPED } from './state-tester.ts';

const { machineOf, tasks, stateOf } = readMachine('rotate-access-key');

let tester: StateTester;

beforeAll(async () => {
  tester = await startStateTester(machineOf);
}, 120_000);

afterAll(() => tester?.close());

const AT = '2027-01-01T00:00:00.000Z';
const [OLD, NEW] = ['AKIAFAKE1', 'AKIAFAKE2'];
const input = { appName: APP, force: true };
const found = {
  appName: APP,
  settleSeconds: 120,
  graceSeconds: 60,
  accessKeyId: OLD,
  due: true,
  reason: 'It is old.',
};
const keys = { appName: APP, oldAccessKeyId: OLD, newAccessKeyId: NEW };
const begun = { input };
const inspected = { ...begun, inspection: { found } };
const made = { ...inspected, keys };
const proved = { ...made, proof: { provedAt: AT } };
const round = { seconds: 60, next: { seconds: 60 } };
const replaced = { ...proved, replaced: { accessKeyId: NEW, round } };
const inactive = { ...replaced, grace: { waitSeconds: 60 } };
const deleted = { accessKeyId: NEW, deleted: true };
const failed = {
  ...inactive,
  failure: { ProveStoredAccessKey: { Error: 'AccessKeyInvalid', Cause: CAUSE } },
};
const proof = { accessKeyId: NEW, provedAt: AT };

interface Step {
  name: string;
  before: object;
  asks: object;
  answer: object;
  after: object;
  next: string;
  failsTo?: string;
  schemas: { Input: z.ZodMiniType; Output: z.ZodMiniType };
}

const steps: Step[] = [
  {
    name: 'InspectAccessKey',
    before: begun,
    asks: input,
    answer: found,
    after: inspected,
    next: 'IsRotationDue',
    schemas: Inspect,
  },
  {
    name: 'CreateSecondAccessKey',
    before: inspected,
    asks: { appName: APP, accessKeyId: OLD },
    answer: keys,
    after: made,
    next: 'ProveSecondAccessKey',
    schemas: Create,
  },
  {
    name: 'ProveSecondAccessKey',
    before: made,
    asks: { appName: APP, accessKeyId: NEW, stored: false },
    answer: proof,
    after: proved,
    next: 'ReplaceStoredAccessKey',
    failsTo: 'RestoreOldAccessKey',
    schemas: Prove,
  },
  {
    name: 'ReplaceStoredAccessKey',
    before: proved,
    asks: { ...keys, settleSeconds: 120 },
    answer: { accessKeyId: NEW, round },
    after: replaced,
    next: 'WaitForKeyToSpread',
    schemas: Replace,
  },
  {
    name: 'ProveSpreadingAccessKey',
    before: replaced,
    asks: { appName: APP, accessKeyId: NEW, stored: true },
    answer: proof,
    after: replaced,
    next: 'HasKeySpread',
    failsTo: 'RestoreOldAccessKey',
    schemas: Prove,
  },
  {
    name: 'DeactivateOldAccessKey',
    before: replaced,
    asks: { ...keys, graceSeconds: 60 },
    answer: { waitSeconds: 60 },
    after: inactive,
    next: 'ProveStoredAccessKey',
    schemas: Deactivate,
  },
  {
    name: 'ProveStoredAccessKey',
    before: inactive,
    asks: { appName: APP, accessKeyId: NEW, stored: true },
    answer: proof,
    after: inactive,
    next: 'WaitForGracePeriod',
    failsTo: 'RestoreOldAccessKey',
    schemas: Prove,
  },
  {
    name: 'DeleteOldAccessKey',
    before: inactive,
    asks: keys,
    answer: deleted,
    after: { ...inactive, deletion: deleted },
    next: 'AccessKeyRotated',
    schemas: Delete,
  },
  {
    name: 'RestoreOldAccessKey',
    before: failed,
    asks: keys,
    answer: { restored: true },
    after: { ...failed, restoration: { restored: true } },
    next: 'RememberFailure',
    schemas: Restore,
  },
];

it('has a case for every task but the one that tells people', () => {
  const names = tasks.map(({ name }) => name).filter((name) => !/^(Notify|Announce)Failure$/.test(name));

  expect(steps.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
});

describe.each(steps)('$name', ({ name, before, asks, answer, after, next, failsTo, schemas }) => {
  it('asks its function for what it takes, and keeps what it answers', async () => {
    const outcome = await tester.test(name, before, { result: { Payload: answer } });

    const context = { execution: EXECUTION, executionName: 'first', state: name };
    expect(outcome.asked.Payload).toEqual({ context, input: asks });
    expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', next]);
    expect(outcome.output).toEqual(after);
    expect(z.safeParse(schemas.Input, asks).error).toBeUndefined();
    expect(z.safeParse(schemas.Output, answer).error).toBeUndefined();
  });

  it.each(['AwsDenied', 'States.Timeout', 'States.TaskFailed'])('keeps %s under its name', async (error) => {
    const outcome = await tester.test(name, before, { error });

    const failure = { ...(before as { failure?: object }).failure, [name]: { Error: error, Cause: CAUSE } };
    expect([outcome.status, outcome.next]).toEqual(['CAUGHT_ERROR', failsTo ?? 'RememberFailure']);
    expect(outcome.output).toEqual({ ...before, failure });
  });

  it.each([
    ['AccessKeyNotReady', 'RETRIABLE'],
    ['RoleNotReady', 'RETRIABLE'],
    ['IamNotConsistent', 'RETRIABLE'],
    ['AwsThrottled', 'RETRIABLE'],
    ['AwsUnavailable', 'RETRIABLE'],
    ['Lambda.ServiceException', 'RETRIABLE'],
    ['AwsDenied', 'FAILED'],
    ['AccessKeyChanged', 'FAILED'],
  ])('after %s is %s', async (error, status) => {
    expect((await tester.retry(name, before, error, 0)).status).toBe(status);
  });
});

it.each(['no object', 7, null, ['acme-orders'], TYPED])('ReadInput puts %j below a name', async (typed) => {
  const outcome = await tester.test('ReadInput', typed);

  expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', 'InspectAccessKey']);
  expect(outcome.output).toEqual({ input: TYPED });
});

it.each([
  ['is due', found, 'CreateSecondAccessKey'],
  ['is not', { ...found, due: false }, 'NothingToDo'],
  [
    'cannot be, without a key of its own',
    { appName: APP, settleSeconds: 120, graceSeconds: 60, due: false, reason: '' },
    'NothingToDo',
  ],
])('IsRotationDue when it %s leads on', async (_, one, next) => {
  const outcome = await tester.test('IsRotationDue', { ...begun, inspection: { found: one } });

  expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', next]);
});

it('NothingToDo ends with the reason as output', async () => {
  const outcome = await tester.test('NothingToDo', inspected);

  expect([outcome.status, outcome.output]).toEqual(['SUCCEEDED', found]);
});

it('both keys work for each round of the wait, and the stored one is proved after each', async () => {
  const last = { ...replaced, replaced: { accessKeyId: NEW, round: { seconds: 0 } } };

  const wait = await tester.test('WaitForKeyToSpread', last);
  const [more, done] = [await tester.test('HasKeySpread', replaced), await tester.test('HasKeySpread', last)];
  const next = await tester.test('NextRound', replaced);

  expect(stateOf('WaitForKeyToSpread').SecondsPath).toBe('$.replaced.round.seconds');
  expect([wait.status, wait.next]).toEqual(['SUCCEEDED', 'ProveSpreadingAccessKey']);
  expect([more.next, done.next]).toEqual(['NextRound', 'DeactivateOldAccessKey']);
  expect([next.output, next.next]).toEqual([
    { ...replaced, replaced: { accessKeyId: NEW, round: round.next } },
    'WaitForKeyToSpread',
  ]);
});

it('WaitForGracePeriod waits for as long as is left, and leads on', async () => {
  const outcome = await tester.test('WaitForGracePeriod', { ...inactive, grace: { waitSeconds: 0 } });

  expect(stateOf('WaitForGracePeriod').SecondsPath).toBe('$.grace.waitSeconds');
  expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', 'DeleteOldAccessKey']);
});

it('AccessKeyRotated ends with the data as it is', async () => {
  expect((await tester.test('AccessKeyRotated', inactive)).output).toEqual(inactive);
});

describe('a failure', () => {
  const remembered = { state: failed, failedExecution: EXECUTION_CONTEXT };

  it('is remembered with the execution and told', async () => {
    const kept = await tester.test('RememberFailure', failed);
    const { asked } = await tester.test('NotifyFailure', remembered, { result: { Payload: {} } });

    expect(kept.output).toMatchObject({ state: failed, failedExecution: EXECUTION_CONTEXT });
    expect(kept.next).toBe('NotifyFailure');
    expect(asked.Payload.input).toMatchObject(remembered);
    expect(z.safeParse(Notify.Input, asked.Payload.input).error).toBeUndefined();
  });

  it('ends the execution with its error', async () => {
    const outcome = await tester.test('NotifyFailure', remembered, { error: 'AccessKeyInvalid' });

    expect([outcome.status, outcome.error, outcome.cause]).toEqual(['FAILED', 'AccessKeyInvalid', CAUSE]);
  });

  it('starts the work over after a redrive', async () => {
    const outcome = await tester.test('NotifyFailure', remembered, { result: { Payload: { resume: true } } });

    expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', 'ReadInput']);
  });

  it('that its function could not tell is told by the definition', async () => {
    const outcome = await tester.test('NotifyFailure', remembered, { error: 'NotificationFailed' });

    expect([outcome.status, outcome.next, outcome.output]).toEqual([
      'CAUGHT_ERROR',
      'DescribeFailure',
      remembered,
    ]);
  });
});
