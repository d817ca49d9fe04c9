import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { Input as ListInput } from '../../functions/list-applications/schema.ts';
import { Input as NotifyInput } from '../../functions/notify-failure/schema.ts';
import { APP } from '../support/subjects.ts';
import { caught } from './check-data.ts';
import { readMachine } from './definition.ts';
import { CAUSE, EXECUTION_CONTEXT, type StateTester, startStateTester } from './state-tester.ts';

let tester: StateTester;

beforeAll(async () => {
  tester = await startStateTester(readMachine('check-credentials').machineOf);
}, 120_000);

afterAll(() => tester?.close());

const failure = { ListApplications: caught };
const remembered = { state: { failure }, failedExecution: EXECUTION_CONTEXT };

describe('CheckPart', () => {
  const part = { appNames: [APP, 'zeta'] };

  it('starts this machine for its part, in the form that the machine takes', async () => {
    const { asked, next } = await tester.test('CheckPart', part, { result: { ExecutionArn: 'arn' } });

    expect(asked.Input).toEqual(part);
    expect(z.safeParse(ListInput, asked.Input).error).toBeUndefined();
    expect(next).toBeUndefined();
  });

  it.each([
    ['StepFunctions.ExecutionLimitExceededException', 'RETRIABLE'],
    ['StepFunctions.ThrottlingException', 'RETRIABLE'],
    ['StepFunctions.AccessDeniedException', 'FAILED'],
  ])('after %s is %s', async (error, status) => {
    expect((await tester.retry('CheckPart', part, error, 0)).status).toBe(status);
  });
});

it('RememberFailure keeps the data and the execution', async () => {
  const { output, next } = await tester.test('RememberFailure', { failure });

  expect(output).toEqual({
    state: { failure },
    failedExecution: expect.objectContaining(EXECUTION_CONTEXT),
  });
  expect(next).toBe('NotifyFailure');
});

describe('NotifyFailure', () => {
  it('asks its function for the failure and for the execution then and now', async () => {
    const { asked } = await tester.test('NotifyFailure', remembered, { result: { Payload: {} } });

    expect(asked.Payload.input).toEqual({
      ...remembered,
      execution: expect.objectContaining(EXECUTION_CONTEXT),
    });
    expect(z.safeParse(NotifyInput, asked.Payload.input).error).toBeUndefined();
  });

  it('ends the execution with the error that it reports', async () => {
    const outcome = await tester.test('NotifyFailure', remembered, { error: 'AwsDenied' });

    expect([outcome.status, outcome.error, outcome.cause]).toEqual(['FAILED', 'AwsDenied', CAUSE]);
  });

  it.each(['NotificationFailed', 'States.Timeout', 'Lambda.Unknown'])(
    'leads to DescribeFailure after %s',
    async (error) => {
      const { status, next } = await tester.test('NotifyFailure', remembered, { error });

      expect([status, next]).toEqual(['CAUGHT_ERROR', 'DescribeFailure']);
    },
  );

  it('lets the check start over after a redrive', async () => {
    const { status, next } = await tester.test('NotifyFailure', remembered, {
      result: { Payload: { resume: true } },
    });

    expect([status, next]).toEqual(['SUCCEEDED', 'ListApplications']);
  });
});

it('DescribeFailure names the step, its error and the region', async () => {
  const { output, next } = await tester.test('DescribeFailure', remembered);

  expect([output, next]).toEqual([
    { appName: 'all-applications', step: 'ListApplications', error: 'AwsDenied', region: 'eu-west-1' },
    'AnnounceFailure',
  ]);
});

it('FailureNotAnnounced fails with the name that the safety net looks for', async () => {
  const { status, error } = await tester.test('FailureNotAnnounced', {});

  expect([status, error]).toEqual(['FAILED', 'NotificationFailed']);
});
