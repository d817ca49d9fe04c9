import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { BRANCH_FAILED } from '#shared/domain/failure.ts';
import { Input, Output } from '../../functions/notify-failure/schema.ts';
import { APP, EXECUTION, EXECUTION_LINK } from '../support/subjects.ts';
import { tasks } from './definition.ts';
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
  [
    'what a refused input left',
    { failure: { SelectSellingAccount: { Error: 'InvalidInput', Cause: CAUSE } } },
  ],
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

  it.each(['NotificationFailed', 'States.Timeout', 'Runtime.ExitError', 'Lambda.SdkClientException'])(
    'leads to DescribeFailure after %s',
    async (error) => {
      const { status, next } = await tester.test('NotifyFailure', remembered, { error });

      expect([status, next]).toEqual(['CAUGHT_ERROR', 'DescribeFailure']);
    },
  );

  it('lets the work start over after a redrive', async () => {
    const resume = z.parse(Output, { resume: true });

    const { status, next } = await tester.test('NotifyFailure', remembered, { result: { Payload: resume } });

    expect([status, next]).toEqual(['SUCCEEDED', 'SelectSellingAccount']);
  });

  it.each([
    ['Lambda.ServiceException', 'RETRIABLE'],
    ['Runtime.ExitError', 'RETRIABLE'],
    ['AwsThrottled', 'FAILED'],
    ['StepTimedOut', 'FAILED'],
  ])('after %s is %s, because the error may be the one it reports', async (error, status) => {
    expect((await tester.retry('NotifyFailure', remembered, error, 0)).status).toBe(status);
  });
});

it('SelectionFailed puts what was caught under the name of its state', async () => {
  const caught = { Error: 'InvalidInput', Cause: CAUSE };

  const { output, next } = await tester.test('SelectionFailed', caught);

  expect([output, next]).toEqual([{ failure: { SelectSellingAccount: caught } }, 'RememberFailure']);
});

describe('without the function that words a failure', () => {
  const crashed = { Error: 'Runtime.ExitError', Cause: CAUSE };
  const branch = { Error: BRANCH_FAILED, Cause: JSON.stringify({ ProvisionIamUser: crashed }) };
  const data = (failure: object) => ({ ...remembered, state: { ...selected, failure } });
  const named = { appName: APP, step: 'ProvisionIamUser', error: 'Runtime.ExitError', region: 'eu-west-1' };

  it('DescribeFailure names the application, the step, its error and the region', async () => {
    const { output, next } = await tester.test('DescribeFailure', data({ ProvisionIamUser: crashed }));

    expect(output).toMatchObject(named);
    expect(next).toBe('IsFailureInBranch');
  });

  it('the step inside a branch is named, not the branch', async () => {
    const outer = await tester.test('DescribeFailure', data({ PrepareAccess: branch }));
    const way = await tester.test('IsFailureInBranch', outer.output);
    const opened = await tester.test('OpenBranchFailure', outer.output);
    const inner = await tester.test('DescribeFailure', opened.output);

    expect([outer.output.step, way.next, opened.next]).toEqual([
      'PrepareAccess',
      'OpenBranchFailure',
      'DescribeFailure',
    ]);
    expect(inner.output).toMatchObject(named);
    expect((await tester.test('IsFailureInBranch', inner.output)).next).toBe('AnnounceFailure');
  });

  it('AnnounceFailure says step, error, what to do and where, and nothing of the data', async () => {
    const { asked, next } = await tester.test(
      'AnnounceFailure',
      { ...named, cause: 'FAKE_WORDS' },
      { result: {} },
    );

    expect(asked).toEqual({
      TopicArn: expect.any(String),
      Subject: `[${APP}] ProvisionIamUser failed`,
      Message: [
        'The step ProvisionIamUser failed with the error Runtime.ExitError.',
        'Runbook: spapi runbook "STEP failed" (or search docs/runbook.md of sp-api-private-app for these words)',
        'What to do: Look at this step in the execution, then start the execution again with the same input. Everything done so far is kept.',
        'Cause: The function that reports failures did not work either, so this message has names only.',
        `Execution: ${EXECUTION_LINK}`,
      ].join('\n'),
      MessageAttributes: { appName: { DataType: 'String', StringValue: APP } },
    });
    expect(next).toBe('FailureAnnounced');
  });

  it('has a subject that SNS takes, for the longest names', () => {
    const longest = Math.max(...tasks.map(({ name }) => name.length));

    expect(`[${'a'.repeat(40)}] ${'b'.repeat(longest)} failed`.length).toBeLessThan(100);
  });

  it('FailureAnnounced says what to do', async () => {
    const { status, error, cause } = await tester.test('FailureAnnounced', named);

    expect([status, error]).toEqual(['FAILED', 'FailureAnnounced']);
    expect(cause).toBe(
      'ProvisionIamUser failed with Runtime.ExitError. Start the execution again with the same input. Everything done so far is kept.',
    );
  });

  it('leads to FailureNotAnnounced where SNS takes nothing', async () => {
    const { status, next } = await tester.test('AnnounceFailure', named, {
      error: 'SNS.InternalErrorException',
    });

    expect([status, next]).toEqual(['CAUGHT_ERROR', 'FailureNotAnnounced']);
  });
});
