import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFailure } from '#shared/domain/failure.ts';
import { APP } from '../support/subjects.ts';
import { readMachine } from './definition.ts';
import { CAUSE, EXECUTION_CONTEXT, type StateTester, startStateTester } from './state-tester.ts';

const { machineOf } = readMachine('rotate-client-secret');
const AT = '2027-01-01T00:00:00.000Z';
const UNTIL = '2027-01-02T00:00:00.000Z';
const first = { said: false, rejections: 0 };
const started = { typed: { appName: APP }, startedAt: AT, registration: first };
const rotation = { appName: APP, status: 'requested', since: AT, until: UNTIL, registration: null };
const requested = { ...started, rotation };
const pending = { status: 'pending', nextSeconds: 10 };
const looked = { ...requested, arrival: pending };
const proved = { appName: APP, authorizations: ['us'], refused: [] };

let tester: StateTester;
beforeAll(async () => {
  tester = await startStateTester(machineOf);
}, 120_000);
afterAll(() => tester?.close());

it('keeps what was typed and when it started', async () => {
  const { output, next } = await tester.test('StartRotation', {});

  expect(output).toEqual({
    typed: EXECUTION_CONTEXT.Input,
    startedAt: expect.any(String),
    registration: first,
  });
  expect(next).toBe('RequestNewClientSecret');
});

const steps: [name: string, before: object, asks: object, answer: object, after: object, next: string][] = [
  [
    'RequestNewClientSecret',
    started,
    { execution: { appName: APP }, startedAt: AT, registration: first },
    rotation,
    requested,
    'IsQueueRegistered',
  ],
  [
    'FindNewClientSecret',
    requested,
    { appName: APP, since: AT, until: UNTIL },
    pending,
    looked,
    'HasNewClientSecretArrived',
  ],
  ['ProveClientSecret', looked, { appName: APP }, proved, proved, 'ClientSecretRotated'],
];

it.each(steps)('%s hands its result on', async (name, before, asks, answer, after, next) => {
  const outcome = await tester.test(name, before, { result: { Payload: answer } });

  expect(outcome.asked.Payload.input).toEqual(asks);
  expect([outcome.output, outcome.next]).toEqual([after, next]);
});

it.each(steps)('people are told by name that %s failed', async (name, before) => {
  const { output, next } = await tester.test(name, before, { error: 'AwsDenied' });

  expect(next).toBe('RememberFailure');
  expect(readFailure(output, 'RequestNewClientSecret')).toMatchObject({ step: name, error: 'AwsDenied' });
});

it.each([
  ['arrived', 'ProveClientSecret'],
  ['due', 'RequestNewClientSecret'],
  ['pending', 'WaitForNewClientSecret'],
])('a secret that is %s leads to %s', async (status, expected) => {
  const { next } = await tester.test('HasNewClientSecretArrived', {
    ...requested,
    arrival: { ...pending, status },
  });

  expect(next).toBe(expected);
});

it('looks again after the wait', async () => {
  const { next, output } = await tester.test('WaitForNewClientSecret', {
    ...requested,
    arrival: { ...pending, nextSeconds: 0 },
  });

  expect([next, output.rotation]).toEqual(['FindNewClientSecret', rotation]);
});

it.each(['AwsThrottled', 'LwaUnavailable', 'SpApiUnavailable'])('tries again after %s', async (error) => {
  const { status } = await tester.retry('RequestNewClientSecret', started, error, 0);

  expect(status).toBe('RETRIABLE');
});

it.each(['UnexpectedReply', 'ClientSecretRejected'])('never tries again after %s', async (error) => {
  const { status } = await tester.retry('RequestNewClientSecret', started, error, 0);

  expect(status).not.toBe('RETRIABLE');
});

it('remembers how the execution stood, and starts over after a redrive', async () => {
  const failed = { ...requested, failure: { FindNewClientSecret: { Error: 'AwsDenied', Cause: CAUSE } } };

  const remembered = await tester.test('RememberFailure', failed);
  const resumed = await tester.test('NotifyFailure', remembered.output, {
    result: { Payload: { resume: true } },
  });

  expect([remembered.output.state, remembered.next]).toEqual([failed, 'NotifyFailure']);
  expect(resumed.next).toBe('StartRotation');
});
