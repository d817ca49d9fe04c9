import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { TaskOutput } from '#shared/tasks/task-output.ts';
import { EXECUTION } from '../support/subjects.ts';
import { functionOf, isHuman, stateOf } from './definition.ts';
import { CAUSE, type StateTester, startStateTester } from './state-tester.ts';
import { type Step, steps } from './steps.ts';

let tester: StateTester;

beforeAll(async () => {
  tester = await startStateTester();
}, 120_000);

afterAll(() => tester?.close());

const human = (name: string) => isHuman({ name, state: stateOf(name) });
const resultOf = ({ name, answer }: Step) => (human(name) ? answer : { StatusCode: 200, Payload: answer });

async function schemaOf(name: string): Promise<{ Input: z.ZodMiniType; Output: z.ZodMiniType }> {
  const id = functionOf({ name, state: stateOf(name) })?.replace('LambdaFunction', '') ?? '';
  const folder = id.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();
  const { Input, Output } = await import(`../../functions/${folder}/schema.ts`);
  return { Input, Output: human(name) ? TaskOutput : Output };
}

describe.each(steps)('$name', (step) => {
  const { name, before, asks, answer, after, next, failsTo, timesOutTo } = step;

  it('asks its function for what the data says, with where the question comes from', async () => {
    const { asked } = await tester.test(name, before, { result: resultOf(step) });

    const context = { execution: EXECUTION, executionName: 'first', state: name };
    expect(asked.Payload).toEqual({ context, input: asks });
  });

  it('asks and is answered in the form of its function', async () => {
    const { Input, Output } = await schemaOf(name);

    expect([z.safeParse(Input, asks).error, z.safeParse(Output, answer).error]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('adds the answer to the data and goes on', async () => {
    const outcome = await tester.test(name, before, { result: resultOf(step) });

    expect(outcome).toMatchObject({ status: 'SUCCEEDED', output: after });
    expect(outcome.output).toEqual(after);
    expect(outcome.next).toBe(next);
  });

  it.each(['AwsThrottled', 'Lambda.TooManyRequestsException'])(
    'tries again after %s, later each time',
    async (error) => {
      const first = await tester.retry(name, before, error, 0);
      const second = await tester.retry(name, before, error, 1);

      const rate = error === 'AwsThrottled' ? 1.5 : 3;
      expect([first.status, first.delay]).toEqual(['RETRIABLE', 2]);
      expect([second.status, second.delay]).toEqual(['RETRIABLE', 2 * rate]);
    },
  );

  it.each([
    ['AwsThrottled', 14],
    ['Lambda.ServiceException', 6],
  ])('gives up on %s after %d more times', async (error, times) => {
    const last = await tester.retry(name, before, error, times - 1);
    const over = await tester.retry(name, before, error, times);

    expect([last.status, over.status]).toEqual(['RETRIABLE', 'FAILED']);
  });

  it.each(['AwsDenied', 'TaskRejected', 'UnexpectedReply', 'StepFailed'])(
    'does not try again after %s',
    async (error) => {
      expect((await tester.retry(name, before, error, 0)).status).toBe('FAILED');
    },
  );

  it.each([
    ['AwsDenied', failsTo],
    ['AwsThrottled', failsTo],
    ['TaskRejected', failsTo],
    ['States.Timeout', timesOutTo],
  ])('keeps %s under its name and leads to %s', async (error, leadsTo) => {
    const failure = { Error: error, Cause: CAUSE };

    const outcome = await tester.test(name, before, { error });

    const kept = { ...before, failure: { [name]: failure } };
    expect([outcome.status, outcome.next]).toEqual(['CAUGHT_ERROR', leadsTo]);
    expect(outcome.output).toEqual(name === 'SelectSellingAccount' ? failure : kept);
  });
});

it.each(['SpApiThrottled', 'SpApiUnavailable'])(
  'waits for the refill of the probe after %s',
  async (error) => {
    const [first, second] = [
      await tester.retry('CallSellingPartnerApi', {}, error, 0),
      await tester.retry('CallSellingPartnerApi', {}, error, 1),
    ];

    expect([first.status, first.delay, second.delay]).toEqual(['RETRIABLE', 65, 130]);
  },
);
