import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import validate from 'asl-validator';
import { parse } from 'yaml';
import { TASK_STATES } from '#shared/domain/human-task.ts';
import {
  definition,
  deployment,
  functionOf,
  isHuman,
  type Machine,
  machines,
  type State,
  states,
  tasks,
} from './definition.ts';

const pascal = (name: string) => name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const folder = new URL('../../functions/', import.meta.url);
// What has an address of its own is called by browsers, not by a state machine.
const isPage = (name: string) =>
  'url' in parse(readFileSync(new URL(`${name}/function.yml`, folder), 'utf8'));
const functions = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !isPage(entry.name))
  .map(({ name }) => name);
const functionIds = functions.map((name) => `${pascal(name)}LambdaFunction`);
const usedIds = new Set(tasks.map(functionOf).filter((id) => id !== undefined));

const names = (found: { name: string }[]) => found.map(({ name }) => name);

it('is valid Amazon States Language', () => {
  const { errors } = validate(structuredClone(definition));

  expect(errors).toEqual([]);
});

it('says in a comment what it is for', () => {
  expect((definition as { Comment?: string }).Comment).toEqual(expect.any(String));
});

it('says in a comment what each state is for', () => {
  const silent = states.filter(({ state }) => !state.Comment);

  expect(names(silent)).toEqual([]);
});

it('ends by itself after a year', () => {
  expect(definition.TimeoutSeconds).toBe(365 * 24 * 60 * 60);
});

it('names the states after the steps of the tutorial', () => {
  expect(names(tasks)).toEqual(
    expect.arrayContaining([
      'SelectSellingAccount',
      'RequestDataAccess',
      'ProvisionIamUser',
      'ProvisionIamPolicy',
      'ProvisionIamRole',
      'AttachStsPolicy',
      'VerifyPolicies',
      'TestAssumeRole',
      'RegisterApplication',
      'SelfAuthorize',
      'ExchangeLwaToken',
      'CallSellingPartnerApi',
      'RecordResults',
      'NotifyFailure',
    ]),
  );
});

it('ends every task after some time', () => {
  const endless = tasks.filter(({ state }) => !state.TimeoutSeconds && !state.TimeoutSecondsPath);

  expect(names(endless)).toEqual([]);
});

it('waits for a person as long as the round takes', () => {
  const waits = tasks.filter(isHuman).map(({ name, state }) => [name, state.TimeoutSecondsPath]);

  expect(waits).toEqual([
    ['RegisterApplication', '$.wait.seconds'],
    ['RequestDataAccess', '$.wait.seconds'],
    ['SelfAuthorize', '$.wait.seconds'],
  ]);
});

it('waits for a person in the states that the code names', () => {
  const known = Object.values(TASK_STATES).map(({ state }) => state);

  expect(names(tasks.filter(isHuman)).toSorted()).toEqual(known.toSorted());
});

it('uses every function but the pages, and calls nothing else', () => {
  expect([...usedIds].toSorted()).toEqual(functionIds.toSorted());
});

it('names a state after its function, but for the three human tasks', () => {
  const others = tasks.filter(
    (task) => functionOf(task) && functionOf(task) !== `${task.name}LambdaFunction`,
  );

  expect(others.map((task) => functionOf(task))).toEqual(Array(3).fill('RequestHumanTaskLambdaFunction'));
  expect(others.every(isHuman)).toBe(true);
});

it('gives the task token to human tasks only, and only in their input', () => {
  const withToken = states.filter(({ state: { Branches: _, ItemProcessor: __, ...own } }) =>
    JSON.stringify(own).includes('$$.Task'),
  );
  const inInput = withToken.filter(
    ({ state: { Parameters: _, ...rest } }) => !JSON.stringify(rest).includes('$$.Task'),
  );

  expect(names(withToken)).toEqual(names(tasks.filter(isHuman)));
  expect(names(inInput)).toEqual(names(withToken));
});

const following = ({ Next, Default, Choices = [], Catch = [] }: State) =>
  [Next, Default, ...[...Choices, ...Catch].map((way) => way.Next)].filter((name) => name !== undefined);

function reached({ StartAt, States }: Machine): Set<string> {
  const found = new Set([StartAt]);
  // A set that grows while it is walked is walked to its new end.
  for (const name of found) for (const next of following(States[name] as State)) found.add(next);
  return found;
}

it('can reach every state', () => {
  const unreachable = machines.flatMap((machine) =>
    Object.keys(machine.States).filter((name) => !reached(machine).has(name)),
  );

  expect(unreachable).toEqual([]);
});

it('runs as a standard machine that is traced and logged without data', () => {
  const { type, tracingConfig, loggingConfig } = deployment.machine;

  expect({
    type,
    tracingConfig,
    level: loggingConfig.level,
    data: loggingConfig.includeExecutionData,
  }).toEqual({
    type: 'STANDARD',
    tracingConfig: { enabled: true },
    level: 'ALL',
    data: false,
  });
});

it('may invoke exactly the functions it uses', () => {
  const role = deployment.resources.Resources.CreatePrivateAppMachineRole;
  const statements: { Action: string | string[]; Resource: object[] }[] =
    role.Properties.Policies[0].PolicyDocument.Statement;
  const invoke = statements.filter(({ Action }) =>
    [Action].flat().some((action) => /^(lambda:|\*)/.test(action)),
  );

  expect(invoke.map(({ Action }) => Action)).toEqual(['lambda:InvokeFunction']);
  expect(invoke[0]?.Resource).toEqual(
    expect.arrayContaining([...usedIds].map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] }))),
  );
  expect(invoke[0]?.Resource).toHaveLength(usedIds.size);
});
