import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import validate from 'asl-validator';
import { parse } from 'yaml';
import * as retryable from '#shared/errors/retryable.ts';
import { functionOf, MACHINE_FILES, type Machine, readMachine, type State } from './definition.ts';

const TOPIC = [{ Ref: 'Topic' }];

const pascal = (name: string) => name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const folder = new URL('../../functions/', import.meta.url);
// What has an address of its own is called by browsers, not by a state machine; what has events, by those.
const isCalledOtherwise = (name: string) => {
  const settings = parse(readFileSync(new URL(`${name}/function.yml`, folder), 'utf8'));
  // The pages call the private functions behind them; other services of the account ask for tokens.
  return (
    'url' in settings ||
    'events' in settings ||
    ['handle-task', 'show-health', 'issue-access-token'].includes(name)
  );
};
const functionIds = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !isCalledOtherwise(entry.name))
  .map(({ name }) => `${pascal(name)}LambdaFunction`);

const names = (found: { name: string }[]) => found.map(({ name }) => name);

const following = ({ Next, Default, Choices = [], Catch = [] }: State) =>
  [Next, Default, ...[...Choices, ...Catch].map((way) => way.Next)].filter((name) => name !== undefined);

function reached({ StartAt, States }: Machine): Set<string> {
  const found = new Set([StartAt]);
  // A set that grows while it is walked is walked to its new end.
  for (const name of found) for (const next of following(States[name] as State)) found.add(next);
  return found;
}

it('the machines use every function but those called otherwise, and call nothing else', () => {
  const used = MACHINE_FILES.flatMap((file) => readMachine(file).tasks.map(functionOf));

  expect([...new Set(used.filter((id) => id !== undefined))].toSorted()).toEqual(functionIds.toSorted());
});

describe.each(MACHINE_FILES)('%s', (file) => {
  const { definition, deployment, machines, states, tasks } = readMachine(file);

  it('is valid Amazon States Language', () => {
    const { errors } = validate(structuredClone(definition));

    expect(errors).toEqual([]);
  });

  it('says in a comment what it is for, and each state too', () => {
    const silent = states.filter(({ state }) => !state.Comment);

    expect((definition as { Comment?: string }).Comment).toEqual(expect.any(String));
    expect(names(silent)).toEqual([]);
  });

  it('ends by itself, and every task of it', () => {
    const endless = tasks.filter(({ state }) => !state.TimeoutSeconds && !state.TimeoutSecondsPath);

    expect(definition.TimeoutSeconds).toEqual(expect.any(Number));
    expect(names(endless)).toEqual([]);
  });

  it('can reach every state', () => {
    const unreachable = machines.flatMap((machine) =>
      Object.keys(machine.States).filter((name) => !reached(machine).has(name)),
    );

    expect(unreachable).toEqual([]);
  });

  it('retries by name only what may pass by itself', () => {
    const retried = states.flatMap(({ state }) =>
      (state.Retry ?? []).flatMap(({ ErrorEquals }) => ErrorEquals),
    );
    const ours = retried.filter((name) => !/^[A-Z][A-Za-z]+\./.test(name));

    expect(Object.keys(retryable)).toEqual(expect.arrayContaining([...new Set(ours)]));
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

  it('calls the versions of the functions that were published with it', () => {
    expect(deployment.machine.useExactVersion).toBe(true);
  });

  it('has alarms that all tell the topic when they go off', () => {
    const alarms = Object.entries<{ Type: string; Properties: { AlarmActions?: object[] } }>(
      deployment.resources.Resources,
    ).filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm');
    const silent = alarms.filter(([, { Properties }]) => !isDeepStrictEqual(Properties.AlarmActions, TOPIC));

    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it('may invoke exactly the functions it uses, in every version, because what waits has an older one', () => {
    const role = deployment.resources.Resources[`${pascal(file)}MachineRole`];
    const statements: { Action: string | string[]; Resource: object[] }[] =
      role.Properties.Policies[0].PolicyDocument.Statement;
    const invoke = statements.filter(({ Action }) =>
      [Action].flat().some((action) => /^(lambda:|\*)/.test(action)),
    );
    const used = new Set(tasks.map(functionOf).filter((id) => id !== undefined));

    expect(invoke.map(({ Action }) => Action)).toEqual(['lambda:InvokeFunction']);
    expect(invoke[0]?.Resource).toEqual(
      expect.arrayContaining([...used].map((id) => ({ 'Fn::Sub': `\${${id}.Arn}:*` }))),
    );
    expect(invoke[0]?.Resource).toHaveLength(used.size);
  });
});
