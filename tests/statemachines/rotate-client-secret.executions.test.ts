import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFailure } from '#shared/domain/failure.ts';
import { planWait } from '#shared/domain/wait-plan.ts';
import { APP } from '../support/subjects.ts';
import { type Machine, readMachine, type State } from './definition.ts';
import { type MachineRunner, startMachineRunner } from './machine-runner.ts';
import { withStandIns } from './stand-ins.ts';

/* The whole machine on the embedded AWS, with answers in place of functions and people. */

const { definition, stateOf } = readMachine('rotate-client-secret');
const AT = '2027-01-01T00:00:00.000Z';
const DAY = 86_400;

let runner: MachineRunner;
beforeAll(async () => {
  runner = await startMachineRunner();
}, 120_000);
afterAll(() => runner?.close());

const proved = { appName: APP, authorizations: ['us'], refused: [] };
const rotation = { appName: APP, status: 'requested', since: AT, until: AT, registration: null };
const unregistered = (rejections: number) => ({
  ...rotation,
  status: 'unregistered',
  registration: {
    marketplace: 'US',
    sellingPartner: 'seller',
    queue: { arn: 'arn:aws:sqs:us-east-1:111122223333:q', since: AT },
    rejections,
    reason: 'not enrolled',
    wait: planWait(2 * DAY, [DAY]),
  },
});

/** A Pass state in place of a task; what a task has and a Pass state has not is dropped. */
function answering(name: string, answer: object): State {
  const { Resource, ResultSelector, ResultPath, OutputPath, Next } = stateOf(name);
  const Result = Resource?.endsWith('.waitForTaskToken') ? answer : { Payload: answer };
  return JSON.parse(
    JSON.stringify({ Type: 'Pass', Result, ResultSelector, ResultPath, OutputPath, Next }),
  ) as State;
}

/** Amazon knows no queue when it is asked first and second, and knows it the third time. */
const AMAZON = {
  RequestNewClientSecret: {
    Type: 'Choice',
    Choices: [
      { Variable: '$.registration.said', BooleanEquals: false, Next: 'RefusedFirst' },
      { Variable: '$.registration.rejections', NumericEquals: 1, Next: 'RefusedAgain' },
    ],
    Default: 'Requested',
  },
  RefusedFirst: answering('RequestNewClientSecret', unregistered(1)),
  RefusedAgain: answering('RequestNewClientSecret', unregistered(2)),
  Requested: answering('RequestNewClientSecret', rotation),
  FindNewClientSecret: answering('FindNewClientSecret', { status: 'arrived', nextSeconds: 10 }),
  ProveClientSecret: answering('ProveClientSecret', proved),
};
const said = (status: string) => ({ RegisterQueue: answering('RegisterQueue', { status, parameters: [] }) });

async function run(changes: Machine['States']) {
  const NotifyFailure = { Type: 'Pass', End: true };
  const States = { ...definition.States, ...AMAZON, ...changes, NotifyFailure };
  const { status, output, entered } = await runner.run({ ...definition, States }, { appName: APP });
  return { status, output, entered, names: entered.map(({ name }) => name) };
}

it('asks a person again until Amazon knows the queue, and then proves the new secret', async () => {
  const { status, output, entered, names } = await run(said('done'));

  expect([status, output]).toEqual(['SUCCEEDED', proved]);
  const asks = entered.filter(({ name }) => name === 'RegisterQueue');
  expect(asks.map(({ input }) => input.rotation.registration.rejections)).toEqual([1, 2]);
  expect(names.slice(-6)).toEqual([
    'Requested',
    'IsQueueRegistered',
    'FindNewClientSecret',
    'HasNewClientSecretArrived',
    'ProveClientSecret',
    'ClientSecretRotated',
  ]);
});

it('ends when a secret has come by the queue while a person was asked, and asks Amazon no more', async () => {
  const { status, names } = await run(said('arrived'));

  expect(status).toBe('SUCCEEDED');
  expect(names.slice(-3)).toEqual(['RegisterQueue', 'HasSecretComeMeanwhile', 'NothingToRegister']);
});

it('reminds a person of the queue, and is a failure when the wait is over', async () => {
  const failing = withStandIns(definition, { name: 'RegisterQueue', error: 'States.Timeout' });

  const { entered, names } = await run({ RegisterQueue: failing.States.RegisterQueue as State });

  expect(names.filter((name) => name === 'RegisterQueue')).toHaveLength(2);
  expect(names.slice(-2)).toEqual(['RememberFailure', 'NotifyFailure']);
  expect(readFailure(entered.at(-1)?.input.state, 'RequestNewClientSecret')).toMatchObject({
    step: 'RegisterQueue',
    error: 'StepTimedOut',
  });
});
