import { describe, expect, it } from '@jest/globals';
import {
  COMMANDS_OF_A_STAGE,
  commandsInCheckout,
  commandsOfDeployment,
  commandsWith,
} from '#shared/domain/commands-of-stage.ts';
import { COMMANDS } from '../../../../cli/commands.ts';

const PROD = { stage: 'prod', region: 'eu-west-1' };

describe('a text with commands', () => {
  it.each([
    ['spapi task list', 'spapi --stage prod --region eu-west-1 task list'],
    ['spapi exec a --', 'spapi --stage prod --region eu-west-1 exec a --'],
    [
      'see "spapi status a".\nOr spapi call b',
      'see "spapi --stage prod --region eu-west-1 status a".\nOr spapi --stage prod --region eu-west-1 call b',
    ],
    ['npx spapi status', 'npx spapi --stage prod --region eu-west-1 status'],
    ['spapi --stage test task list', 'spapi --stage test task list'],
    ['Runbook: spapi runbook "a"', 'Runbook: spapi runbook "a"'],
    ['all of spapi deploy --stage x, spapi taskless', 'all of spapi deploy --stage x, spapi taskless'],
  ])('of a deployment names its stage and region in each: %j', (text, expected) => {
    expect(commandsOfDeployment(text, PROD)).toBe(expected);
    expect(commandsOfDeployment(expected, PROD)).toBe(expected);
  });

  it('of the stage dev names it too: SPAPI_STAGE may name another', () => {
    const dev = { stage: 'dev', region: 'us-east-1' };

    expect(commandsOfDeployment('spapi task list', dev)).toBe(
      'spapi --stage dev --region us-east-1 task list',
    );
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
  ['Runbook: spapi runbook "a"', 'Runbook: npx spapi runbook "a"'],
  ['npx spapi status', 'npx spapi status'],
  ['npm run spapi -- status', 'npm run spapi -- status'],
  ['the program spapi itself, /usr/bin/spapi status', 'the program spapi itself, /usr/bin/spapi status'],
])('a command in a checkout is run by npx: %j', (text, expected) => {
  expect(commandsInCheckout(text)).toBe(expected);
  expect(commandsInCheckout(expected)).toBe(expected);
});

it('the commands about a deployment are those of the program, but for what has no stage or names it itself', () => {
  const others = ['deploy', 'runbook', 'completion'];

  expect([...COMMANDS_OF_A_STAGE, ...others].sort()).toEqual(Object.keys(COMMANDS).sort());
});
