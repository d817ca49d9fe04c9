import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { readFailure } from '#shared/domain/failure.ts';
import { planWait } from '#shared/domain/wait-plan.ts';
import { Input as TaskInput } from '../../functions/request-human-task/schema.ts';
import { Input as RequestInput } from '../../functions/request-new-client-secret/schema.ts';
import { APP } from '../support/subjects.ts';
import { readMachine } from './definition.ts';
import { type StateTester, startStateTester, TOKEN } from './state-tester.ts';

/* How a person is asked to register the queue, state by state. */

const AT = '2027-01-01T00:00:00.000Z';
const DAY = 86_400;
const wait = planWait(14 * DAY, [DAY, 3 * DAY]);
const queue = { arn: 'arn:aws:sqs:eu-west-1:111122223333:client-secrets', since: AT };
const registration = {
  marketplace: 'US',
  sellingPartner: 'seller',
  queue,
  rejections: 1,
  reason: 'not enrolled',
  wait,
};
const rotation = { appName: APP, status: 'unregistered', since: AT, until: AT, registration };
const typed = { appName: APP, register: true };
const started = { typed, startedAt: AT, registration: { said: false, rejections: 0 } };
const unregistered = { ...started, rotation };
const waiting = { ...unregistered, wait };
const done = { status: 'done', parameters: [] };
const answered = { ...waiting, answer: done };

let tester: StateTester;
beforeAll(async () => {
  tester = await startStateTester(readMachine('rotate-client-secret').machineOf);
}, 120_000);
afterAll(() => tester?.close());

it.each([
  ['unregistered', 'StartQueueWait'],
  ['registered', 'NothingToRegister'],
  ['asked', 'NothingToRegister'],
  ['leaving', 'ApplicationLeaves'],
  ['requested', 'FindNewClientSecret'],
  ['pending', 'FindNewClientSecret'],
  ['arrived', 'FindNewClientSecret'],
])('a rotation that is %s leads to %s', async (status, next) => {
  const outcome = await tester.test('IsQueueRegistered', { ...started, rotation: { ...rotation, status } });

  expect([outcome.status, outcome.next]).toEqual(['SUCCEEDED', next]);
});

it('begins to wait with the first round', async () => {
  const { output, next } = await tester.test('StartQueueWait', unregistered);

  expect([output, next]).toEqual([waiting, 'RegisterQueue']);
});

describe('RegisterQueue', () => {
  it('asks for the queue in the form of the function, with its round of waiting', async () => {
    const { asked, output, next } = await tester.test('RegisterQueue', waiting, { result: done });

    const { next: _, ...round } = wait;
    expect(asked.Payload.input).toEqual({
      kind: 'register-queue',
      appName: APP,
      marketplace: 'US',
      sellingPartner: 'seller',
      sandbox: false,
      queue,
      rejections: 1,
      reason: 'not enrolled',
      taskToken: TOKEN,
      wait: round,
    });
    expect(z.safeParse(TaskInput, asked.Payload.input).error).toBeUndefined();
    expect([output, next]).toEqual([answered, 'HasSecretComeMeanwhile']);
  });

  it.each([
    ['States.Timeout', 'IsQueueReminderDue', 'StepTimedOut'],
    ['TaskRejected', 'RememberFailure', 'TaskRejected'],
  ])('is kept under its name after %s', async (error, next, name) => {
    const outcome = await tester.test('RegisterQueue', waiting, { error });

    expect(outcome.next).toBe(next);
    expect(readFailure(outcome.output, 'RegisterQueue')).toMatchObject({
      step: 'RegisterQueue',
      error: name,
    });
  });

  it('is asked again by a reminder while a round follows, without the time-out', async () => {
    const timedOut = await tester.test('RegisterQueue', waiting, { error: 'States.Timeout' });
    const due = await tester.test('IsQueueReminderDue', timedOut.output);
    const reminded = await tester.test('RemindOfQueue', due.output);

    expect([due.next, reminded.next]).toEqual(['RemindOfQueue', 'RegisterQueue']);
    expect(reminded.output).toEqual({ ...waiting, wait: wait.next });
  });

  it('is a failure after the last round', async () => {
    const last = { ...waiting, wait: { ...wait, next: undefined } };
    const timedOut = await tester.test('RegisterQueue', last, { error: 'States.Timeout' });

    const { next } = await tester.test('IsQueueReminderDue', timedOut.output);

    expect(next).toBe('RememberFailure');
  });
});

it.each([
  ['done', 'TryQueue'],
  ['arrived', 'NothingToRegister'],
])('an answer that is %s leads to %s', async (status, next) => {
  const data = { ...answered, answer: { ...done, status } };

  expect((await tester.test('HasSecretComeMeanwhile', data)).next).toBe(next);
});

it('tries the queue with what was typed, from now on, and counts what Amazon has refused', async () => {
  const { output, next } = await tester.test('TryQueue', answered);

  expect(output).toEqual({
    typed,
    startedAt: expect.any(String),
    registration: { said: true, rejections: 1 },
  });
  expect(output.startedAt).not.toBe(AT);
  expect(next).toBe('RequestNewClientSecret');
  const { startedAt, registration: counted } = output;
  const input = { execution: typed, startedAt, registration: counted };
  expect(z.safeParse(RequestInput, input).error).toBeUndefined();
});
