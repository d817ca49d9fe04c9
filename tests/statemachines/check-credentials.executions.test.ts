import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFailure } from '#shared/domain/failure.ts';
import { APP, aVendorAuthorization } from '../support/subjects.ts';
import {
  AUTHORIZED,
  accessKeys,
  application,
  authorization,
  caught,
  diagnosed,
  proved,
  recorded,
} from './check-data.ts';
import { type Machine, readMachine, type State } from './definition.ts';
import { type MachineRunner, type Run, startMachineRunner } from './machine-runner.ts';
import { type Failing, withStandIns } from './stand-ins.ts';

const { definition } = readMachine('check-credentials');
let runner: MachineRunner;

beforeAll(async () => {
  runner = await startMachineRunner();
}, 120_000);

afterAll(() => runner?.close());

const two = { ...application, authorizations: [authorization, aVendorAuthorization()] };
const listedAs = (...names: string[]) => names.map((appName) => ({ appName, waiting: [] }));
const ANSWERS: Record<string, object> = {
  ListApplications: { applications: listedAs(APP, 'zeta'), batches: [] },
  LoadApplication: two,
  VerifyPolicies: { accessKeys },
  CheckClient: proved,
  CallSellingPartnerApi: { authorizedAt: AUTHORIZED },
  DiagnoseApplication: { diagnoses: [diagnosed] },
  RecordHealth: recorded,
};

const pass = ({ ResultSelector, ResultPath, Next, End }: State, Payload: object): State =>
  JSON.parse(
    JSON.stringify({ Type: 'Pass', Result: { Payload }, ResultSelector, ResultPath, Next, End }),
  ) as State;

/** Pass states in place of the functions whose answers this machine reads. */
const withAnswers = (machine: Machine, answers: Record<string, object>): Machine => ({
  ...machine,
  States: Object.fromEntries(
    Object.entries(machine.States).map(([name, state]) => {
      if (answers[name]) return [name, pass(state, answers[name])];
      const { ItemProcessor } = state;
      return [name, ItemProcessor ? { ...state, ItemProcessor: withAnswers(ItemProcessor, answers) } : state];
    }),
  ),
});

async function run(changes: Record<string, object> = {}, failing?: Failing) {
  const { [failing?.name ?? '']: _, ...answers } = { ...ANSWERS, ...changes };
  const machine = withStandIns(withAnswers(definition, answers), failing);
  return runner.run(machine, {});
}

const bothWork = ['us', 'vendor-de'].map((name) => ({ name, authorizedAt: AUTHORIZED }));
const inputsOf = ({ entered }: Run, state: string) =>
  entered.filter(({ name }) => name === state).map(({ input }) => input);
const namesOf = ({ entered }: Run) => new Set(entered.map(({ name }) => name));

it('checks each application with all its accounts, and tells how each stands', async () => {
  const execution = await run();

  expect(execution.status).toBe('SUCCEEDED');
  expect(execution.output.checked).toEqual([
    { appName: APP, state: 'bad', told: 1 },
    { appName: APP, state: 'bad', told: 1 },
  ]);
  expect(inputsOf(execution, 'LoadApplication')).toEqual(listedAs(APP, 'zeta'));
  expect(inputsOf(execution, 'CallSellingPartnerApi')).toHaveLength(4);
  expect(inputsOf(execution, 'CallSellingPartnerApi').slice(0, 2)).toEqual(
    expect.arrayContaining([expect.objectContaining({ application: two, authorization })]),
  );
  expect(inputsOf(execution, 'RecordHealth')[0]).toEqual({
    application: two,
    tasks: { waiting: [] },
    iam: { accessKeys },
    authorizations: bothWork,
    failure: {},
    failed: { own: [], accounts: [] },
    diagnosis: { checks: [] },
  });
  expect(inputsOf(execution, 'DiagnoseApplication')).toEqual([]);
});

it('checks an application without IAM without asking IAM or STS', async () => {
  const { resources: _, ...withoutIam } = two;

  const execution = await run({ LoadApplication: withoutIam });

  expect(execution.status).toBe('SUCCEEDED');
  expect([...namesOf(execution)]).not.toEqual(expect.arrayContaining(['VerifyPolicies']));
  expect([...namesOf(execution)]).not.toEqual(expect.arrayContaining(['TestAssumeRole']));
  expect(inputsOf(execution, 'CallSellingPartnerApi')).toHaveLength(4);
});

it('checks no application where there is none', async () => {
  const execution = await run({ ListApplications: { applications: [], batches: [] } });

  expect([execution.status, execution.output.checked]).toEqual(['SUCCEEDED', []]);
});

it('checks an application that has no accounts', async () => {
  const execution = await run({ LoadApplication: { ...two, authorizations: [] } });

  expect(execution.status).toBe('SUCCEEDED');
  expect(inputsOf(execution, 'RecordHealth')[0]).toMatchObject({ authorizations: [], failure: {} });
});

it('asks for an authorization that was revoked', async () => {
  const execution = await run({ RecordHealth: { ...recorded, authorizeAgain: true } });

  expect(execution.status).toBe('SUCCEEDED');
  expect(inputsOf(execution, 'AskForAuthorization')).toHaveLength(2);
  expect(execution.output.checked).toHaveLength(2);
});

it('divides very many applications among executions, and checks none itself', async () => {
  const batches = [{ appNames: [APP] }, { appNames: ['zeta'] }];

  const execution = await run({ ListApplications: { applications: [], batches } });

  expect(execution.status).toBe('SUCCEEDED');
  expect(execution.output).toEqual({ applications: [], batches });
  expect([...namesOf(execution)].slice(-1)).toEqual(['ChecksStarted']);
  expect(inputsOf(execution, 'LoadApplication')).toEqual([]);
});

const failedCall = { failure: { CallSellingPartnerApi: caught } };

it.each([
  ['LoadApplication', { failure: { LoadApplication: caught }, authorizations: [] }],
  ['VerifyPolicies', { failure: { VerifyPolicies: caught }, authorizations: bothWork }],
  ['TestAssumeRole', { failure: { TestAssumeRole: caught }, authorizations: bothWork }],
  ['CheckClient', { failure: { CheckClient: caught }, authorizations: [] }],
  [
    'CallSellingPartnerApi',
    { failure: {}, authorizations: bothWork.map(({ name }) => ({ name, ...failedCall })) },
  ],
])('a failure of %s is recorded, and fails neither application nor check', async (name, recordedWith) => {
  const execution = await run({}, { name, error: 'AwsDenied' });

  expect(execution.status).toBe('SUCCEEDED');
  expect(inputsOf(execution, 'RecordHealth')).toEqual([
    expect.objectContaining(recordedWith),
    expect.objectContaining(recordedWith),
  ]);
  expect(execution.output.checked).toHaveLength(2);
});

it.each(['LoadApplication', 'CheckClient', 'CallSellingPartnerApi'])(
  'a failure of %s is explained before it is recorded, unless nothing could be loaded',
  async (name) => {
    const execution = await run({}, { name, error: 'AwsDenied' });

    const explained = name === 'LoadApplication' ? [] : [diagnosed];
    expect(inputsOf(execution, 'RecordHealth').map(({ diagnosis }) => diagnosis.checks)).toEqual([
      explained,
      explained,
    ]);
  },
);

it('a health that could not be recorded fails no other application', async () => {
  const execution = await run({}, { name: 'RecordHealth', error: 'AwsDenied' });

  expect(execution.status).toBe('SUCCEEDED');
  const notChecked = { appName: APP, state: 'not-checked', error: 'AwsDenied' };
  expect(execution.output.checked).toEqual([notChecked, notChecked]);
});

it('an authorization that could not be asked for fails no application', async () => {
  const failing = { name: 'AskForAuthorization', error: 'StepFunctions.ExecutionAlreadyExistsException' };

  const execution = await run({ RecordHealth: { ...recorded, authorizeAgain: true } }, failing);

  expect([execution.status, execution.output.checked.length]).toEqual(['SUCCEEDED', 2]);
});

it('tells people that the applications could not be listed', async () => {
  const execution = await run({}, { name: 'ListApplications', error: 'AwsDenied' });

  const [told] = inputsOf(execution, 'NotifyFailure');
  expect(readFailure(told.state, 'ListApplications')).toMatchObject({
    step: 'ListApplications',
    error: 'AwsDenied',
    what: 'It failed.',
  });
  expect(told.failedExecution.Input).toEqual({});
});
