import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { Input as DiagnoseInput } from '../../functions/diagnose-application/schema.ts';
import { Input as RecordInput } from '../../functions/record-health/schema.ts';
import { APP, anApplication, EXECUTION } from '../support/subjects.ts';
import {
  AUTHORIZED,
  account,
  application,
  caught,
  checked,
  diagnosed,
  listed,
  loaded,
  recorded,
  resources,
  waiting,
} from './check-data.ts';
import { readMachine } from './definition.ts';
import { CAUSE, type StateTester, startStateTester } from './state-tester.ts';

let tester: StateTester;

beforeAll(async () => {
  tester = await startStateTester(readMachine('check-credentials').machineOf);
}, 120_000);

afterAll(() => tester?.close());

const part = { appNames: [APP, 'zeta'] };
const withoutIam = { ...loaded, application: { ...application, resources: undefined } };
const waits = { ...loaded, tasks: { waiting } };
const found = (own: string[], accounts: string[]) => ({ ...checked, failed: { own, accounts } });
const good = { ...checked, health: { ...recorded, state: 'good' } };
const due = { ...good.health, keyRotation: '20261003000000-12' };
const aged = { ...good, health: due };
const ending = { ...good, health: due, application: { ...application, rotateSecret: '20270115000000-14' } };
const adopted = {
  ...good,
  health: due,
  application: { ...application, resources: { ...resources, mode: 'adopt' } },
};
const unregistered = { ...good, application: { ...application, registerQueue: true } };
const revoked = { ...checked, health: { ...recorded, authorizeAgain: true } };

it.each([
  ['IsItForAll', 'one application', { appName: APP }, 'ListApplications'],
  ['IsItForAll', 'a part', part, 'ListApplications'],
  ['IsItForAll', 'nothing', {}, 'RemoveExpired'],
  ['AreThereTooMany', 'parts', { applications: [], batches: [part] }, 'CheckInParts'],
  ['AreThereTooMany', 'no parts', listed, 'CheckApplications'],
  ['IsAnythingWaiting', 'a task', waits, 'CloseMendedTasks'],
  ['IsAnythingWaiting', 'none', loaded, 'IsIamUsed'],
  ['IsIamUsed', 'resources', loaded, 'VerifyPolicies'],
  ['IsIamUsed', 'no resources', withoutIam, 'CheckClient'],
  ['HasAnythingFailed', 'a failed check', found(['AwsDenied'], []), 'DiagnoseApplication'],
  ['HasAnythingFailed', 'a failed account', found([], ['AwsDenied']), 'DiagnoseApplication'],
  ['HasAnythingFailed', 'nothing', found([], []), 'RecordHealth'],
  ['MustSecretBeRotated', 'an end that is near', ending, 'StartSecretRotation'],
  ['MustSecretBeRotated', 'none', good, 'MustQueueBeRegistered'],
  ['MustQueueBeRegistered', 'a queue that was never used', unregistered, 'StartQueueRegistration'],
  ['MustQueueBeRegistered', 'trouble', { ...unregistered, health: recorded }, 'MustKeyBeRotated'],
  ['MustQueueBeRegistered', 'a queue that was used', good, 'MustKeyBeRotated'],
  ['MustKeyBeRotated', 'an old key that we made and that works', aged, 'StartKeyRotation'],
  ['MustKeyBeRotated', 'a young key', good, 'MustSomeoneAuthorize'],
  ['MustKeyBeRotated', 'trouble', { ...aged, health: { ...due, state: 'bad' } }, 'MustSomeoneAuthorize'],
  ['MustKeyBeRotated', 'an adopted user', adopted, 'MustSomeoneAuthorize'],
  ['MustKeyBeRotated', 'no IAM', { ...withoutIam, health: due }, 'MustSomeoneAuthorize'],
  ['MustSomeoneAuthorize', 'a revoked authorization', revoked, 'AskForAuthorization'],
  ['MustSomeoneAuthorize', 'none', { ...checked, health: recorded }, 'ApplicationChecked'],
])('%s with %s leads on with the data as it is', async (name, _, data, next) => {
  const outcome = await tester.test(name, data);

  expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', next]);
  expect(outcome.output).toEqual(JSON.parse(JSON.stringify(data)));
});

const failed = { failure: { LoadApplication: caught } };
const nothing = {
  application: {
    appName: APP,
    authorizations: [],
    expiries: [],
    input: {},
    credentialsMark: '',
    keyRotationSince: '',
  },
  tasks: { waiting },
  iam: { accessKeys: [] },
  authorizations: [],
  diagnosis: { checks: [] },
  ...failed,
};
const called = { ...account, call: { authorizedAt: AUTHORIZED } };
const failedAccount = { ...account, failure: { CallSellingPartnerApi: caught } };

it.each([
  ['NothingLoaded', { appName: APP, waiting, ...failed }, nothing, 'RecordHealth'],
  [
    'SkipAuthorizations',
    { ...loaded, failure: { CheckClient: caught } },
    { ...loaded, failure: { CheckClient: caught }, authorizations: [] },
    'FindFailures',
  ],
  ['AuthorizationWorks', called, { name: 'us', authorizedAt: AUTHORIZED }, undefined],
  ['AuthorizationFails', failedAccount, { name: 'us', failure: failedAccount.failure }, undefined],
  ['FindFailures', checked, found([], []), 'HasAnythingFailed'],
  [
    'FindFailures',
    { ...checked, ...failed, authorizations: [{ name: 'de' }, { name: 'us', ...failed }] },
    {
      ...found(['AwsDenied'], ['AwsDenied']),
      ...failed,
      authorizations: [{ name: 'de' }, { name: 'us', ...failed }],
    },
    'HasAnythingFailed',
  ],
  ['ApplicationChecked', revoked, { appName: APP, state: 'bad', told: 1 }, undefined],
  [
    'ApplicationNotChecked',
    { ...loaded, failure: { ...failed.failure, RecordHealth: caught } },
    { appName: APP, state: 'not-checked', error: 'AwsDenied' },
    undefined,
  ],
  ['CredentialsChecked', { checked: [] }, { checked: [] }, undefined],
  ['ChecksStarted', { batches: [part] }, { batches: [part] }, undefined],
])('%s leaves the data its followers need', async (name, before, after, next) => {
  const outcome = await tester.test(name, before);

  expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', next]);
  expect(outcome.output).toEqual(after);
});

it('RecordHealth takes what an application that could not be read leaves', async () => {
  const { asked } = await tester.test('RecordHealth', nothing, { result: { Payload: recorded } });

  expect(asked.Payload.input).toEqual({
    appName: APP,
    expiries: [],
    accounts: [],
    accessKeys: [],
    credentialsMark: '',
    keyRotationSince: '',
    waiting,
    authorizations: [],
    diagnoses: [],
    ...failed,
  });
  expect(z.safeParse(RecordInput, asked.Payload.input).error).toBeUndefined();
});

describe('DiagnoseApplication', () => {
  const name = 'DiagnoseApplication';
  const before = { ...checked, authorizations: [], failure: { CheckClient: caught } };
  const result = { Payload: { diagnoses: [diagnosed] } };

  it('asks its function for the application and for all that failed, in the form of the function', async () => {
    const { asked } = await tester.test(name, before, { result });

    expect(asked.Payload.input).toEqual({ application, failure: before.failure, authorizations: [] });
    expect(z.safeParse(DiagnoseInput, asked.Payload.input).error).toBeUndefined();
  });

  it('hands what it found to RecordHealth, in the form that it takes', async () => {
    const { output, next } = await tester.test(name, before, { result });
    const { asked } = await tester.test('RecordHealth', output, { result: { Payload: recorded } });

    expect([output, next]).toEqual([{ ...before, diagnosis: { checks: [diagnosed] } }, 'RecordHealth']);
    expect(asked.Payload.input.diagnoses).toEqual([diagnosed]);
    expect(z.safeParse(RecordInput, asked.Payload.input).error).toBeUndefined();
  });

  it.each(['AwsDenied', 'AwsThrottled', 'Lambda.Unknown', 'States.Timeout'])(
    'that ends with %s hides nothing: what failed is recorded without it',
    async (error) => {
      const outcome = await tester.test(name, before, { error });

      expect([outcome.status, outcome.next]).toEqual(['CAUGHT_ERROR', 'RecordHealth']);
      expect(outcome.output).toEqual({ ...before, notDiagnosed: { Error: error, Cause: CAUSE } });
    },
  );

  it.each([
    ['Lambda.TooManyRequestsException', 'RETRIABLE'],
    ['AwsThrottled', 'FAILED'],
    ['LwaUnavailable', 'FAILED'],
  ])('after %s is %s, since its calls count in quotas', async (error, status) => {
    expect((await tester.retry(name, before, error, 0)).status).toBe(status);
  });
});

describe.each([
  [
    'StartSecretRotation',
    { Name: `ends-${APP}-20270115000000-14`, Input: { appName: APP } },
    'MustKeyBeRotated',
  ],
  [
    'StartQueueRegistration',
    { Name: `register-queue-${APP}`, Input: { appName: APP, register: true } },
    'MustKeyBeRotated',
  ],
  [
    'StartKeyRotation',
    { Name: `rotate-${APP}-20261003000000-12`, Input: { appName: APP } },
    'MustSomeoneAuthorize',
  ],
])('%s', (name, asks, next) => {
  it('starts the machine that rotates, for this application', async () => {
    const outcome = await tester.test(name, ending, { result: { ExecutionArn: EXECUTION, StartDate: 1 } });

    expect(outcome.asked).toMatchObject(asks);
    expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', next]);
    expect(outcome.output).toEqual(ending);
  });

  it('that was started before is no failure of the application', async () => {
    const outcome = await tester.test(name, ending, {
      error: 'StepFunctions.ExecutionAlreadyExistsException',
    });

    expect([outcome.status, outcome.next]).toEqual(['CAUGHT_ERROR', next]);
  });
});

describe('AskForAuthorization', () => {
  const name = 'AskForAuthorization';
  const input = { ...anApplication(), authorizations: [] };
  const data = { ...revoked, application: { ...application, input } };

  it('starts create-private-app with its input, under the name of the trouble', async () => {
    const outcome = await tester.test(name, data, { result: { ExecutionArn: EXECUTION, StartDate: 1 } });

    expect(outcome.asked).toMatchObject({ Name: `authorize-${APP}-20270101000000`, Input: input });
    expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', 'ApplicationChecked']);
    expect(outcome.output).toEqual(data);
  });

  it.each(['StepFunctions.ExecutionAlreadyExistsException', 'AwsDenied', 'States.Timeout'])(
    'that ends with %s is no failure of the application',
    async (error) => {
      const outcome = await tester.test(name, data, { error });

      expect([outcome.status, outcome.next]).toEqual(['CAUGHT_ERROR', 'ApplicationChecked']);
      expect(outcome.output).toEqual({ ...data, notAsked: { Error: error, Cause: CAUSE } });
    },
  );

  it.each([
    ['StepFunctions.ThrottlingException', 'RETRIABLE'],
    ['StepFunctions.ExecutionAlreadyExistsException', 'FAILED'],
  ])('after %s is %s', async (error, status) => {
    expect((await tester.retry(name, data, error, 0)).status).toBe(status);
  });
});

describe('RemoveExpired', () => {
  it('keeps the input, whatever was removed', async () => {
    const outcome = await tester.test('RemoveExpired', {}, { result: { Payload: { removed: 3 } } });

    expect([outcome.status, outcome.next, outcome.output]).toEqual(['SUCCEEDED', 'ListApplications', {}]);
    expect(outcome.asked.Payload.input).toEqual({});
  });

  it.each(['AwsThrottled', 'StepTimedOut', 'Lambda.Unknown', 'States.Timeout'])(
    'that fails with %s is no failure of the check',
    async (error) => {
      const { status, next } = await tester.test('RemoveExpired', 'no object', { error });

      expect([status, next]).toEqual(['CAUGHT_ERROR', 'ListApplications']);
    },
  );
});
