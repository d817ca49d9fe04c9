import { afterEach, expect, it } from '@jest/globals';
import { liveCommands } from '#shared/lambda/live-commands.ts';

const SET = { COMMAND_OPTIONS: '', NAMESPACE: 'sp-api', STAGE: 'prod', AWS_REGION: 'eu-west-1' };
const before = Object.fromEntries(Object.keys(SET).map((name) => [name, process.env[name]]));
afterEach(() => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

it('commands on the pages name the stage and the region of the deployment', () => {
  Object.assign(process.env, SET);

  expect(liveCommands('See "spapi status acme-orders".')).toBe(
    'See "spapi --stage prod --region eu-west-1 status acme-orders".',
  );
});

it('commands on the pages of a local stack run in its checkout', () => {
  process.env.COMMAND_OPTIONS = '--local';

  expect(liveCommands('See "spapi status acme-orders".')).toBe('See "npx spapi --local status acme-orders".');
});
