import { describe, expect, it } from '@jest/globals';
import {
  COMMANDS_OF_A_STAGE,
  commandsInCheckout,
  commandsOfStage,
  commandsWith,
} from '#shared/domain/commands-of-stage.ts';
import { COMMANDS } from '../../../../cli/commands.ts';

describe('a text with commands', () => {
  it.each([
    ['spapi task list', 'spapi --stage prod task list'],
    ['spapi exec a --', 'spapi --stage prod exec a --'],
    [
      'see "spapi status a".\nOr spapi call b',
      'see "spapi --stage prod status a".\nOr spapi --stage prod call b',
    ],
    ['npx spapi status', 'npx spapi --stage prod status'],
    ['spapi --stage test task list', 'spapi --stage test task list'],
    ['all of spapi deploy --stage x, spapi taskless', 'all of spapi deploy --stage x, spapi taskless'],
  ])('of another stage than dev names the stage in each: %j', (text, expected) => {
    expect(commandsOfStage(text, 'prod')).toBe(expected);
    expect(commandsOfStage(expected, 'prod')).toBe(expected);
  });

  it('of the stage dev stays as it is', () => {
    const text = 'spapi task list';

    expect(commandsOfStage(text, 'dev')).toBe(text);
  });
});

it('options of a local stack stand in every command', () => {
  expect(commandsWith('spapi call acme-orders x', '--local')).toBe('spapi --local call acme-orders x');
});

it.each([
  ['spapi task list', 'npx spapi task list'],
  ['npm ci && spapi exec a/us --for x -- node', 'npm ci && npx spapi exec a/us --for x -- node'],
  ['See "spapi --local status".', 'See "npx spapi --local status".'],
  ['spapi deploy --stage x, spapi completion bash', 'npx spapi deploy --stage x, npx spapi completion bash'],
  ['npx spapi status', 'npx spapi status'],
  ['npm run spapi -- status', 'npm run spapi -- status'],
  ['the program spapi itself, /usr/bin/spapi status', 'the program spapi itself, /usr/bin/spapi status'],
])('a command in a checkout is run by npx: %j', (text, expected) => {
  expect(commandsInCheckout(text)).toBe(expected);
  expect(commandsInCheckout(expected)).toBe(expected);
});

it('the commands about a deployment are those of the program, but for what has no stage or names it itself', () => {
  const others = ['deploy', 'completion'];

  expect([...COMMANDS_OF_A_STAGE, ...others].sort()).toEqual(Object.keys(COMMANDS).sort());
});
