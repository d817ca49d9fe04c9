import { expect, it } from '@jest/globals';
import { TASK_STATES } from '#shared/domain/human-task.ts';
import { definition, functionOf, isHuman, states, tasks } from './definition.ts';
import { failableTasks } from './stand-ins.ts';
import { steps } from './steps.ts';

const names = (found: { name: string }[]) => found.map(({ name }) => name);

it('ends by itself after a year', () => {
  expect(definition.TimeoutSeconds).toBe(365 * 24 * 60 * 60);
});

it('has its data and answer in steps.ts for every task whose failure people are told about', () => {
  expect(failableTasks.toSorted()).toEqual(steps.map(({ name }) => name).toSorted());
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
  const known = Object.values(TASK_STATES)
    .filter(({ machine }) => machine === 'create-private-app')
    .map(({ state }) => state);

  expect(names(tasks.filter(isHuman)).toSorted()).toEqual(known.toSorted());
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
