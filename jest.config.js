/** Node.js loads the tests as it loads the programs: ESM, with the types of `.ts` files stripped. */
const base = {
  transform: {},
  testEnvironment: '<rootDir>/tests/support/jest/environment.cjs',
  runtime: '<rootDir>/tests/support/jest/runtime.cjs',
};

export const project = (name, folder, rest = {}) => ({
  ...base,
  displayName: name,
  testMatch: [`<rootDir>/tests/${folder}/**/*.test.ts`],
  ...rest,
});

// No limit of speed: a test waits for what has to come (tests/support/patience.ts), and one that hangs still ends.
const testTimeout = 600_000;

/** The configuration of tests that `npm test` does not run with the others. */
export const apart = (name) => ({ ...project(name, name), rootDir: import.meta.dirname, testTimeout });

export default {
  // Forgets the calls that earlier runs recorded: see tests/privileges.
  globalSetup: './tests/privileges/global-setup.ts',
  // Two cores have time for six: each waits for the engine, the functions or the browser most of its time.
  maxWorkers: 6,
  testTimeout,
  // Each run in another order, which `--seed` repeats: a test that leans on the one before it is found.
  randomize: true,
  testSequencer: '<rootDir>/tests/support/longest-first.cjs',
  projects: [
    project('unit', 'unit'),
    project('definitions', 'statemachines'),
    project('integration', 'integration'),
    project('e2e', 'e2e'),
  ],
};
