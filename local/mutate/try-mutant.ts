import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyMutant, type Mutant } from './find-mutants.ts';

/**
 * What the tests said of a mutant. A mutant that never ends is noticed too. `not judged`: the same tests fail without it,
 * so their failure says nothing.
 */
export type Verdict = 'noticed' | 'survived' | 'without tests' | 'not judged';

/** The nearest tests notice most mutants, in a moment; the others are run for what is left. */
const NEAREST = 3;

/** Runs some tests in the copy. @returns whether all passed */
export type RunTests = (tests: string[]) => Promise<boolean>;

/** Puts a mutant into the copy, runs the tests, and puts the source back. */
export async function tryMutant(
  mutant: Mutant,
  { folder, tests, run }: { folder: string; tests: string[]; run: RunTests },
): Promise<Verdict> {
  if (tests.length === 0) return 'without tests';
  const path = join(folder, mutant.file);
  const source = readFileSync(path, 'utf8');
  const failed = await firstFailure();
  if (!failed) return 'survived';
  return (await run(failed)) ? 'noticed' : 'not judged';

  async function firstFailure(): Promise<string[] | undefined> {
    writeFileSync(path, applyMutant(source, mutant));
    try {
      for (const some of [tests.slice(0, NEAREST), tests.slice(NEAREST)])
        if (some.length > 0 && !(await run(some))) return some;
      return undefined;
    } finally {
      writeFileSync(path, source);
    }
  }
}

/** Runs jest in a copy of the tree, until the first test that fails; a mutant that never ends fails at the deadline. */
export const jestIn =
  (folder: string, { deadlineMs, signal }: { deadlineMs: number; signal: AbortSignal }): RunTests =>
  (tests) =>
    new Promise((resolve) => {
      const jest = join(folder, 'node_modules', 'jest', 'bin', 'jest.js');
      const flags = ['--selectProjects', 'unit', '--runInBand', '--bail', '--silent', '--runTestsByPath'];
      const parameters = ['--experimental-vm-modules', '--no-warnings', jest, ...flags, ...tests];
      const options = { cwd: folder, timeout: deadlineMs, killSignal: 'SIGKILL', signal } as const;
      const child = spawn(process.execPath, parameters, { ...options, stdio: 'ignore' });
      child.on('error', () => resolve(false));
      child.on('close', (code) => resolve(code === 0));
    });
