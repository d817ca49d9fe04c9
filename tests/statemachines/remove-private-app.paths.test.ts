import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { planWait } from '#shared/domain/wait-plan.ts';
import * as Begin from '../../functions/begin-removal/schema.ts';
import * as Deactivate from '../../functions/deactivate-access-keys/schema.ts';
import * as DeletePolicy from '../../functions/delete-iam-policy/schema.ts';
import * as DeleteRole from '../../functions/delete-iam-role/schema.ts';
import * as DeleteUser from '../../functions/delete-iam-user/schema.ts';
import * as DeleteParameters from '../../functions/delete-parameters/schema.ts';
import * as DeleteAccess from '../../functions/delete-user-access/schema.ts';
import * as List from '../../functions/list-resources/schema.ts';
import * as Report from '../../functions/report-removal/schema.ts';
import * as Request from '../../functions/request-human-task/schema.ts';
import { APP, EXECUTION } from '../support/subjects.ts';
import { readMachine } from './definition.ts';
import { CAUSE, EXECUTION_CONTEXT, type StateTester, startStateTester, TOKEN } from './state-tester.ts';

const { machineOf, tasks, stateOf } = readMachine('remove-private-app');

let tester: StateTester;

beforeAll(async () => {
  tester = await startStateTester(machineOf);
}, 120_000);

afterAll(() => tester?.close());

const input = { appName: APP, graceSeconds: 60 };
const adopted = ['arn:aws:iam::111122223333:user/theirs'];
const removed = { iam: ['AKIA'], parameters: ['config'] };
const plan = { deletes: ['1 parameter'], keeps: ['theirs'], graceSeconds: 60 };
const about = { marketplace: 'US', sellingPartner: 'seller', sandbox: false };
const wait = planWait(1_209_600, [86_400]);
const listing = { ...input, state: 'unconfirmed', adopted, removed, plan, ...about, wait };
const owner = { appName: APP, adopted };
const done = { status: 'done', parameters: [] };
const { next: _, ...round } = wait;
const lastRound = planWait(60, []);

const begun = { input };
const listed = { ...begun, listing };
const asked = { ...listed, wait };
const confirmed = { ...asked, confirmation: done };
const begunRemoval = { ...confirmed, begun: { stoppedExecutions: [] } };
const inactive = { ...begunRemoval, grace: { waitSeconds: 60, accessKeyIds: ['AKIA'] } };
const withoutAccess = { ...inactive, userAccess: { accessKeyIds: ['AKIA'] } };
const withoutRole = { ...withoutAccess, role: { deleted: true } };
const withoutPolicy = { ...withoutRole, policy: { deleted: true } };
const withoutUser = { ...withoutPolicy, user: { deleted: true } };
const deleted = { ...withoutUser, deletion: { parameters: 1, links: 1 } };
const report = { appName: APP, removed, remains: ['Revoke'] };

type Schemas = { Input: z.ZodMiniType; Output: z.ZodMiniType };
type Row = [string, object, object, object, object, string, Schemas];

const rows: Row[] = [
  ['ListResources', begun, input, listing, listed, 'IsConfirmationNeeded', List],
  [
    'BeginRemoval',
    confirmed,
    { ...owner, removed },
    { stoppedExecutions: [] },
    begunRemoval,
    'DeactivateAccessKeys',
    Begin,
  ],
  [
    'DeactivateAccessKeys',
    begunRemoval,
    { ...owner, graceSeconds: 60 },
    inactive.grace,
    inactive,
    'WaitForGracePeriod',
    Deactivate,
  ],
  [
    'DeleteUserAccess',
    inactive,
    owner,
    withoutAccess.userAccess,
    withoutAccess,
    'DeleteIamRole',
    DeleteAccess,
  ],
  ['DeleteIamRole', withoutAccess, owner, { deleted: true }, withoutRole, 'DeleteIamPolicy', DeleteRole],
  ['DeleteIamPolicy', withoutRole, owner, { deleted: true }, withoutPolicy, 'DeleteIamUser', DeletePolicy],
  ['DeleteIamUser', withoutPolicy, owner, { deleted: true }, withoutUser, 'DeleteParameters', DeleteUser],
  [
    'DeleteParameters',
    withoutUser,
    { appName: APP },
    deleted.deletion,
    deleted,
    'WasAnythingThere',
    DeleteParameters,
  ],
  ['ReportRemoval', deleted, { appName: APP }, report, report, 'ApplicationRemoved', Report],
];

it('has a case for every task but the person and the one that tells people', () => {
  const names = tasks
    .map(({ name }) => name)
    .filter((name) => !/^(ConfirmRemoval|NotifyFailure|AnnounceFailure)$/.test(name));

  expect(rows.map(([name]) => name).toSorted()).toEqual(names.toSorted());
});

describe.each(rows)('%s', (name, before, asks, answer, after, next, schemas) => {
  it('asks its function for what it takes, and keeps what it answers', async () => {
    const outcome = await tester.test(name, before, { result: { Payload: answer } });

    const context = { execution: EXECUTION, executionName: 'first', state: name };
    expect(outcome.asked.Payload).toEqual({ context, input: asks });
    expect([outcome.status, outcome.next, outcome.output]).toEqual(['SUCCEEDED', next, after]);
    expect(z.safeParse(schemas.Input, asks).error).toBeUndefined();
    expect(z.safeParse(schemas.Output, answer).error).toBeUndefined();
  });

  it.each(['AwsDenied', 'IamResourceInUse', 'States.Timeout'])('keeps %s under its name', async (error) => {
    const outcome = await tester.test(name, before, { error });

    expect([outcome.status, outcome.next]).toEqual(['CAUGHT_ERROR', 'RememberFailure']);
    expect(outcome.output).toEqual({ ...before, failure: { [name]: { Error: error, Cause: CAUSE } } });
  });

  it.each([
    ['IamNotConsistent', 'RETRIABLE'],
    ['AwsThrottled', 'RETRIABLE'],
    ['AwsUnavailable', 'RETRIABLE'],
    ['Lambda.ServiceException', 'RETRIABLE'],
    ['IamResourceInUse', 'FAILED'],
    ['OldAccessKeyInUse', 'FAILED'],
    ['RemovalWithdrawn', 'FAILED'],
  ])('after %s is %s', async (error, status) => {
    expect((await tester.retry(name, before, error, 0)).status).toBe(status);
  });
});

describe('ConfirmRemoval', () => {
  it('asks for the confirmation with what is deleted and kept, and leads on', async () => {
    const outcome = await tester.test('ConfirmRemoval', asked, { result: done });

    const asks = {
      kind: 'confirm-removal',
      appName: APP,
      ...about,
      removal: plan,
      taskToken: TOKEN,
      wait: round,
    };
    expect(outcome.asked.Payload.input).toEqual(asks);
    expect(z.safeParse(Request.Input, asks).error).toBeUndefined();
    expect([outcome.next, outcome.output]).toEqual(['BeginRemoval', confirmed]);
  });

  it.each([
    ['TaskRejected', 'RemovalRejected'],
    ['States.Timeout', 'IsConfirmationReminderDue'],
    ['AwsDenied', 'RememberFailure'],
  ])('after %s leads to %s', async (error, next) => {
    const outcome = await tester.test('ConfirmRemoval', asked, { error });

    expect([outcome.status, outcome.next]).toEqual(['CAUGHT_ERROR', next]);
  });

  it('is refused without harm', async () => {
    const rejection = { Error: 'TaskRejected', Cause: CAUSE };
    const outcome = await tester.test('RemovalRejected', { ...asked, rejection });

    expect([outcome.status, outcome.output]).toEqual(['SUCCEEDED', rejection]);
  });
});

it.each([
  ['nothing-there', 'NothingToRemove'],
  ['unconfirmed', 'StartConfirmationWait'],
  ['confirmed', 'BeginRemoval'],
])('IsConfirmationNeeded when it is %s leads to %s', async (state, next) => {
  const outcome = await tester.test('IsConfirmationNeeded', { ...listed, listing: { ...listing, state } });

  expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', next]);
});

it('a removal that was confirmed before needs no data of the confirmation', async () => {
  const outcome = await tester.test('BeginRemoval', listed, {
    result: { Payload: { stoppedExecutions: [] } },
  });

  expect(outcome.output).toEqual({ ...listed, begun: { stoppedExecutions: [] } });
});

it('StartConfirmationWait begins with the first round', async () => {
  expect((await tester.test('StartConfirmationWait', listed)).output).toEqual(asked);
});

it.each([
  [wait, 'RemindOfConfirmation'],
  [lastRound, 'RememberFailure'],
])('IsConfirmationReminderDue after %j leads to %s', async (now, next) => {
  expect((await tester.test('IsConfirmationReminderDue', { ...listed, wait: now })).next).toBe(next);
});

it('RemindOfConfirmation takes the next round and drops the time-out', async () => {
  const failure = { ConfirmRemoval: { Error: 'States.Timeout', Cause: '' } };

  const outcome = await tester.test('RemindOfConfirmation', { ...asked, failure });

  expect([outcome.next, outcome.output]).toEqual(['ConfirmRemoval', { ...listed, wait: wait.next }]);
});

it('WaitForGracePeriod waits for as long as is left', async () => {
  const outcome = await tester.test('WaitForGracePeriod', { ...inactive, grace: { waitSeconds: 0 } });

  expect(stateOf('WaitForGracePeriod').SecondsPath).toBe('$.grace.waitSeconds');
  expect(outcome.next).toBe('DeleteUserAccess');
});

it.each([
  [{ parameters: 1, links: 0 }, 'WaitForLateWrites'],
  [{ parameters: 0, links: 1 }, 'WaitForLateWrites'],
  [{ parameters: 0, links: 0 }, 'ReportRemoval'],
])('after %j were deleted comes %s', async (deletion, next) => {
  expect((await tester.test('WasAnythingThere', { ...deleted, deletion })).next).toBe(next);
});

it('waits for as long as the longest function that writes may run, then deletes again', () => {
  expect(stateOf('WaitForLateWrites')).toMatchObject({ Type: 'Wait', Seconds: 60, Next: 'DeleteParameters' });
});

it('a failure is remembered with the execution, and the work starts over after a redrive', async () => {
  const failed = { ...inactive, failure: { DeleteUserAccess: { Error: 'OldAccessKeyInUse', Cause: CAUSE } } };

  const kept = await tester.test('RememberFailure', failed);
  const again = await tester.test('NotifyFailure', kept.output, { result: { Payload: { resume: true } } });

  expect(kept.output).toMatchObject({ state: failed, failedExecution: EXECUTION_CONTEXT });
  expect(again.next).toBe('ReadInput');
});
