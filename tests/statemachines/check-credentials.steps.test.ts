import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { Input as CallInput } from '../../functions/call-selling-partner-api/schema.ts';
import { Input as CheckClientInput } from '../../functions/check-client/schema.ts';
import { Input as CloseInput } from '../../functions/close-mended-tasks/schema.ts';
import { Output as DiagnoseOutput } from '../../functions/diagnose-application/schema.ts';
import { Output as ListOutput } from '../../functions/list-applications/schema.ts';
import { Input as LoadInput, Output as LoadOutput } from '../../functions/load-application/schema.ts';
import { Input as RecordInput, Output as RecordOutput } from '../../functions/record-health/schema.ts';
import { Input as AssumeInput } from '../../functions/test-assume-role/schema.ts';
import { Input as VerifyInput } from '../../functions/verify-policies/schema.ts';
import { APP, EXECUTION } from '../support/subjects.ts';
import {
  AUTHORIZED,
  accessKeys,
  account,
  application,
  authorization,
  caught,
  checked,
  diagnosed,
  listed,
  loaded,
  proved,
  recorded,
  resources,
  waiting,
} from './check-data.ts';
import { readMachine } from './definition.ts';
import { CAUSE, type StateTester, startStateTester, TYPED } from './state-tester.ts';

const machine = readMachine('check-credentials');
let tester: StateTester;

beforeAll(async () => {
  tester = await startStateTester(machine.machineOf);
}, 120_000);

afterAll(() => tester?.close());

interface Way {
  name: string;
  before: object;
  asks: unknown;
  Input: z.ZodMiniType | undefined;
  answer: object;
  after: object;
  next: string | undefined;
  failsTo: string;
}

const recordsFor = {
  appName: APP,
  expiries: application.expiries,
  accounts: [authorization],
  accessKeys: [],
  credentialsMark: 'AKIAFAKE1  ',
  keyRotationSince: '',
  waiting: [],
};
const ways: Way[] = [
  {
    name: 'ListApplications',
    before: TYPED,
    asks: TYPED,
    Input: undefined,
    answer: listed,
    after: listed,
    next: 'AreThereTooMany',
    failsTo: 'RememberFailure',
  },
  {
    name: 'LoadApplication',
    before: { appName: APP, waiting: [] },
    asks: { appName: APP, waiting: [] },
    Input: LoadInput,
    answer: application,
    after: loaded,
    next: 'IsAnythingWaiting',
    failsTo: 'NothingLoaded',
  },
  {
    name: 'VerifyPolicies',
    before: loaded,
    asks: { resources, authorizations: loaded.application.authorizations },
    Input: VerifyInput,
    answer: { warnings: [], accessKeys },
    after: { ...loaded, iam: { accessKeys } },
    next: 'TestAssumeRole',
    failsTo: 'TestAssumeRole',
  },
  {
    name: 'TestAssumeRole',
    before: loaded,
    asks: resources,
    Input: AssumeInput,
    answer: {},
    after: loaded,
    next: 'CheckClient',
    failsTo: 'CheckClient',
  },
  {
    name: 'CheckClient',
    before: loaded,
    asks: { appName: APP },
    Input: CheckClientInput,
    answer: proved,
    after: loaded,
    next: 'CheckAuthorizations',
    failsTo: 'SkipAuthorizations',
  },
  {
    name: 'CallSellingPartnerApi',
    before: account,
    asks: { appName: APP, sandbox: false, authorization, iam: application.iam },
    Input: CallInput,
    answer: { authorizedAt: AUTHORIZED },
    after: { ...account, call: { authorizedAt: AUTHORIZED } },
    next: 'AuthorizationWorks',
    failsTo: 'AuthorizationFails',
  },
  {
    name: 'RecordHealth',
    before: checked,
    asks: { ...recordsFor, failure: {}, authorizations: [{ name: 'us' }], diagnoses: [] },
    Input: RecordInput,
    answer: { ...recorded, appName: APP, causes: [] },
    after: { ...checked, health: recorded },
    next: 'MustSecretBeRotated',
    failsTo: 'ApplicationNotChecked',
  },
];

describe.each(ways)('$name', ({ name, before, asks, Input, answer, after, next, failsTo }) => {
  const result = { StatusCode: 200, Payload: answer };

  it('asks its function for what the data says, in the form of the function', async () => {
    const { asked } = await tester.test(name, before, { result });

    const context = { execution: EXECUTION, executionName: 'first', state: name };
    expect(asked.Payload).toEqual({ context, input: asks });
    expect(Input && z.safeParse(Input, asked.Payload.input).error).toBeUndefined();
  });

  it('leaves the data its followers need', async () => {
    const outcome = await tester.test(name, before, { result });

    expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', next]);
    expect(outcome.output).toEqual(after);
  });

  it.each(['AwsDenied', 'AwsThrottled', 'Lambda.Unknown', 'States.Timeout'])(
    'keeps %s under its name beside the data',
    async (error) => {
      const outcome = await tester.test(name, before, { error });

      expect([outcome.status, outcome.next]).toEqual(['CAUGHT_ERROR', failsTo]);
      expect(outcome.output).toEqual({ ...before, failure: { [name]: { Error: error, Cause: CAUSE } } });
    },
  );

  it.each([
    ['AwsThrottled', 6, [2, 4]],
    ['AwsUnavailable', 6, [2, 4]],
    ['IamNotConsistent', 6, [5, 10]],
    ['LwaUnavailable', 6, [2, 4]],
    ['Lambda.ServiceException', 6, [2, 4]],
    ['Lambda.TooManyRequestsException', 8, [2, 6]],
  ])('tries again after %s, %d times, later each time', async (error, times, delays) => {
    const [first, second, last, over] = await Promise.all(
      [0, 1, times - 1, times].map((retries) => tester.retry(name, before, error, retries)),
    );

    expect([first?.delay, second?.delay]).toEqual(delays);
    expect([last?.status, over?.status]).toEqual(['RETRIABLE', 'FAILED']);
  });

  it.each(['AwsDenied', 'AuthorizationRevoked', 'SpApiThrottled', 'SpApiUnavailable'])(
    'does not try again after %s',
    async (error) => {
      expect((await tester.retry(name, before, error, 0)).status).toBe('FAILED');
    },
  );
});

describe('CloseMendedTasks', () => {
  const before = { ...loaded, tasks: { waiting } };

  it('asks its function about what waits, and leaves what waits still', async () => {
    const result = { StatusCode: 200, Payload: { waiting: [] } };

    const { asked, output, next } = await tester.test('CloseMendedTasks', before, { result });

    expect(asked.Payload.input).toEqual({ appName: APP, waiting });
    expect(z.safeParse(CloseInput, asked.Payload.input).error).toBeUndefined();
    expect([output, next]).toEqual([loaded, 'IsIamUsed']);
  });

  it('that fails is no failure of the application', async () => {
    const outcome = await tester.test('CloseMendedTasks', before, { error: 'LwaUnavailable' });

    expect([outcome.status, outcome.next]).toEqual(['CAUGHT_ERROR', 'IsIamUsed']);
    expect(outcome.output).toEqual({ ...before, notClosed: { Error: 'LwaUnavailable', Cause: CAUSE } });
  });
});

it.each([
  ['a second failure', { ...loaded, failure: { VerifyPolicies: caught } }, 'TestAssumeRole'],
  ['a third', { ...loaded, failure: { VerifyPolicies: caught, TestAssumeRole: caught } }, 'CheckClient'],
])('%s is kept beside those before', async (_, before, name) => {
  const { output } = await tester.test(name, before, { error: 'AwsDenied' });

  expect(output.failure).toEqual({ ...before.failure, [name]: { Error: 'AwsDenied', Cause: CAUSE } });
});

it('a clock that is off is kept, and the accounts are checked all the same', async () => {
  const { output, status, next } = await tester.test('CheckClient', loaded, { error: 'ClockOff' });

  expect([status, next]).toEqual(['CAUGHT_ERROR', 'CheckAuthorizations']);
  expect(output).toEqual({ ...loaded, failure: { CheckClient: { Error: 'ClockOff', Cause: CAUSE } } });
});

it('the answers of the stand-ins have the form of their functions', () => {
  const answers = [
    z.safeParse(ListOutput, listed),
    z.safeParse(LoadOutput, application),
    z.safeParse(DiagnoseOutput, { diagnoses: [diagnosed] }),
    z.safeParse(RecordOutput, { ...recorded, appName: APP, causes: [] }),
  ];

  expect(answers.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined]);
});
