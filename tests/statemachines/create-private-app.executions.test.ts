import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Application } from '#shared/domain/application.ts';
import { readFailure } from '#shared/domain/failure.ts';
import type { WaitRound } from '#shared/domain/wait-plan.ts';
import {
  anApplication,
  anAuthorization,
  aVendorAuthorization,
  POLICY_ARN,
  ROLE_ARN,
  USER_ARN,
} from '../support/subjects.ts';
import { definition } from './definition.ts';
import { type MachineRunner, startMachineRunner } from './machine-runner.ts';
import { type Failing, failableTasks, withStandIns } from './stand-ins.ts';
import { application, called, iam, ready, waits } from './steps.ts';

let runner: MachineRunner;

beforeAll(async () => {
  runner = await startMachineRunner();
}, 120_000);

afterAll(() => runner?.close());

/** Runs the whole machine with stand-ins for its tasks, for an application that SelectSellingAccount answers. */
async function run(selected: Application = application, failing?: Failing) {
  const machine = withStandIns(definition, failing);
  if (failing?.name !== 'SelectSellingAccount') {
    machine.States.SelectSellingAccount = {
      ...machine.States.SelectSellingAccount,
      Type: 'Pass',
      Result: { Payload: { application: selected, waits } },
    };
  }
  return runner.run(machine, { appName: 'acme-orders' });
}

type Run = Awaited<ReturnType<typeof run>>;
const inputOf = ({ entered }: Run, state: string) => entered.find(({ name }) => name === state)?.input;
const names = ({ entered }: Run) => entered.map(({ name }) => name);

it('does every step when it makes IAM itself', async () => {
  const execution = await run();

  expect([execution.status, execution.output]).toEqual(['SUCCEEDED', ready]);
  expect(names(execution)).toEqual(expect.arrayContaining(failableTasks));
  expect(names(execution)).not.toContain('SubscribeAddress');
});

it('merges what both branches prepare', async () => {
  const { prepared, ...rest } = inputOf(await run(), 'RegisterApplication');

  expect(prepared).toEqual({ dataAccess: { status: 'approved', parameters: ['developer-profile'] }, iam });
  expect(rest).toEqual({
    application,
    waits,
    wait: waits.registration,
    dataAccess: { rejections: 0, reason: '' },
  });
});

it('authorizes every account with its own data and collects the results in order', async () => {
  const authorizations = [anAuthorization(), aVendorAuthorization()];
  const two = anApplication({ authorizations });

  const execution = await run(two);
  const asked = execution.entered.filter(({ name }) => name === 'SelfAuthorize').map(({ input }) => input);

  expect(asked).toHaveLength(2);
  expect(asked).toEqual(
    expect.arrayContaining(
      authorizations.map((authorization) => ({
        application: two,
        iam,
        authorization,
        wait: waits.authorization,
      })),
    ),
  );
  expect(inputOf(execution, 'RecordResults').authorizations).toEqual([called, called]);
});

it('verifies adopted IAM resources and makes none', async () => {
  const arns = { userArn: USER_ARN, roleArn: ROLE_ARN, policyArn: POLICY_ARN };

  const execution = await run(anApplication({ iam: { mode: 'adopt', ...arns } }));

  expect(execution.status).toBe('SUCCEEDED');
  expect(names(execution).filter((name) => /^(Provision|Attach|Collect)/.test(name ?? ''))).toEqual([]);
  expect(inputOf(execution, 'VerifyPolicies').resources).toEqual({
    appName: 'acme-orders',
    mode: 'adopt',
    ...arns,
  });
});

it('goes on without IAM', async () => {
  const execution = await run(anApplication({ iam: { mode: 'none' } }));

  expect(execution.status).toBe('SUCCEEDED');
  expect(inputOf(execution, 'SelfAuthorize').iam).toEqual({ mode: 'none' });
  expect(names(execution)).not.toContain('VerifyPolicies');
});

const roundsOf = (round: WaitRound): WaitRound[] => [round, ...(round.next ? roundsOf(round.next) : [])];

const withAddress = anApplication({ notificationEmail: 'ops@example.com' });

it('subscribes an address that the input names', async () => {
  const execution = await run(withAddress);

  expect(names(execution)).toContain('SubscribeAddress');
  expect(execution.output).toEqual(ready);
});

it('is ready without the subscription of the address', async () => {
  const execution = await run(withAddress, { name: 'SubscribeAddress', error: 'Lambda.Unknown' });

  expect([execution.status, execution.output]).toEqual(['SUCCEEDED', ready]);
  expect(names(execution)).not.toContain('NotifyFailure');
});

it.each(failableTasks)('tells people that %s failed, and why', async (name) => {
  const execution = await run(withAddress, { name, error: 'AwsDenied' });
  const { state, failedExecution } = inputOf(execution, 'NotifyFailure');

  expect(readFailure(state, 'SelectSellingAccount')).toMatchObject({
    step: name,
    error: 'AwsDenied',
    what: 'It failed.',
  });
  expect(failedExecution.Input).toEqual({ appName: 'acme-orders' });
  expect(names(execution).slice(-2)).toEqual(['RememberFailure', 'NotifyFailure']);
});

it.each([
  ['RequestDataAccess', waits.dataAccess],
  ['RegisterApplication', waits.registration],
  ['SelfAuthorize', waits.authorization],
])(
  'asks in every round of %s, and tells people once when nobody answered in the last',
  async (name, first) => {
    const execution = await run(application, { name, error: 'States.Timeout' });
    const asked = execution.entered.filter((state) => state.name === name).map(({ input }) => input.wait);
    const failures = execution.entered.filter((state) => state.name === 'NotifyFailure');

    expect(asked).toEqual(roundsOf(first));
    expect(failures).toHaveLength(1);
    expect(readFailure(failures[0]?.input.state, 'SelectSellingAccount')).toMatchObject({
      step: name,
      error: 'StepTimedOut',
    });
  },
);
