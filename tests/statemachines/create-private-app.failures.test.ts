import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { BRANCH_FAILED } from '#shared/domain/failure.ts';
import { Input, Output } from '../../functions/notify-failure/schema.ts';
import { EXECUTION } from '../support/subjects.ts';
import { CAUSE, EXECUTION_CONTEXT, type StateTester, startStateTester } from './state-tester.ts';
import { selected } from './steps.ts';

let tester: StateTester;

beforeAll(async () => {
  tester = await startStateTester();
}, 120_000);

afterAll(() => tester?.close());

const failure = { VerifyPolicies: { Error: 'IamNotAsExpected', Cause: CAUSE } };

it.each(['DataAccessFailed', 'IamFailed', 'AuthorizationFailed'])(
  '%s packs the failure into its cause',
  async (name) => {
    const { status, error, cause } = await tester.test(name, { ...selected, failure });

    expect([status, error]).toEqual(['FAILED', BRANCH_FAILED]);
    expect(JSON.parse(cause ?? '')).toEqual(failure);
  },
);

it('fails as not announced when nobody could be told', async () => {
  const { status, error, cause } = await tester.test('FailureNotAnnounced', {});

  expect([status, error]).toEqual(['FAILED', 'NotificationFailed']);
  expect(cause).toBe('A step failed and nobody could be told by SNS. The history shows both errors.');
});

const failed = { ...selected, failure };
const remembered = { state: failed, failedExecution: EXECUTION_CONTEXT };

it.each([
  ['data', failed],
  ['what a refused input left', { Error: 'InvalidInput', Cause: CAUSE }],
])('RememberFailure keeps %s and the execution', async (_, state) => {
  const { output, next } = await tester.test('RememberFailure', state);

  expect(output).toMatchObject({ state, failedExecution: EXECUTION_CONTEXT });
  expect(Object.keys(output)).toEqual(['state', 'failedExecution']);
  expect(next).toBe('NotifyFailure');
});

describe('NotifyFailure', () => {
  it('asks its function for the failure and for the execution then and now', async () => {
    const { asked } = await tester.test('NotifyFailure', remembered, { result: { Payload: {} } });
    const { context, input } = asked.Payload;

    expect(context).toEqual({ execution: EXECUTION, executionName: 'first', state: 'NotifyFailure' });
    expect(input).toEqual({ ...remembered, execution: expect.objectContaining(EXECUTION_CONTEXT) });
    expect(z.safeParse(Input, input).error).toBeUndefined();
  });

  it.each(['IamNotAsExpected', 'TaskRejected', 'StepTimedOut'])(
    'ends the execution with %s',
    async (error) => {
      const outcome = await tester.test('NotifyFailure', remembered, { error });

      expect([outcome.status, outcome.error, outcome.cause]).toEqual(['FAILED', error, CAUSE]);
    },
  );

  it.each(['NotificationFailed', 'States.Timeout'])(
    'leads to FailureNotAnnounced after %s',
    async (error) => {
      const { status, next } = await tester.test('NotifyFailure', remembered, { error });

      expect([status, next]).toEqual(['CAUGHT_ERROR', 'FailureNotAnnounced']);
    },
  );

  it('lets the work start over after a redrive', async () => {
    const resume = z.parse(Output, { resume: true });

    const { status, next } = await tester.test('NotifyFailure', remembered, { result: { Payload: resume } });

    expect([status, next]).toEqual(['SUCCEEDED', 'SelectSellingAccount']);
  });

  it.each([
    ['Lambda.ServiceException', 'RETRIABLE'],
    ['AwsThrottled', 'FAILED'],
  ])('after %s is %s, because the error may be the one it reports', async (error, status) => {
    expect((await tester.retry('NotifyFailure', remembered, error, 0)).status).toBe(status);
  });
});
