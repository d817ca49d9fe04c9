/** ESM under Node 24: `.ts` files are modules, SWC only strips the types; style and script of pages are texts. */
const base = {
  extensionsToTreatAsEsm: ['.ts', '.css'],
  transform: {
    '\\.(css|client\\.js)$': '<rootDir>/tests/support/text-transform.cjs',
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2024',
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
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
  // Two cores have time for three: those of the engine and the browser wait for them half of their time. Five took as long.
  maxWorkers: 3,
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
