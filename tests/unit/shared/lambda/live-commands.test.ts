import { afterEach, expect, it } from '@jest/globals';
import { liveCommands } from '#shared/lambda/live-commands.ts';

afterEach(() => {
  delete process.env.COMMAND_OPTIONS;
});

it('commands on the pages of a local stack run in its checkout', () => {
  process.env.COMMAND_OPTIONS = '--local';

  expect(liveCommands('See "spapi status acme-orders".')).toBe('See "npx spapi --local status acme-orders".');
});
