import { createRequire } from 'node:module';
import { expect, it } from '@jest/globals';

const Environment = createRequire(import.meta.url)('../../../support/jest/environment.cjs');

it('what a test file has changed of the process and mocked is put back after it', async () => {
  const before = { path: process.env.PATH, exit: process.exit, console: globalThis.console, now: Date.now };
  const environment = new Environment();

  process.env.PATH = 'changed';
  process.env.ADDED_BY_A_TEST = 'yes';
  process.exit = (() => {}) as never;
  globalThis.console = {} as never;
  environment.moduleMocker.spyOn(Date, 'now');
  await environment.teardown();

  expect({
    path: process.env.PATH,
    exit: process.exit,
    console: globalThis.console,
    now: Date.now,
  }).toEqual(before);
  expect(process.env).not.toHaveProperty('ADDED_BY_A_TEST');
});
