import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyMutant, type Mutant } from './find-mutants.ts';

/**
 * What the tests said of a mutant. A mutant that never ends is noticed too. `not judged`: the same tests fail without it,
 * so their failure says nothing.
 */
export type Verdict = 'noticed' | 'survived' | 'without tests' | 'not judged';

/** The nearest tests notice most mutants, in a moment; then come some more, and at last all others. */
const ROUNDS = [3, 12, Number.POSITIVE_INFINITY];

/** Runs some tests in the copy until one fails. @returns the files that failed; all of them where nobody says which */
export type RunTests = (tests: string[]) => Promise<string[]>;

interface Trial {
  folder: string;
  tests: string[];
  run: RunTests;
  /** Tests that are known to pass without a mutant; grows. */
  sound: Set<string>;
}

/** Puts a mutant into the copy, runs the tests, and puts the source back. */
export async function tryMutant(mutant: Mutant, { folder, tests, run, sound }: Trial): Promise<Verdict> {
  if (tests.length === 0) return 'without tests';
  const path = join(folder, mutant.file);
  const source = readFileSync(path, 'utf8');
  const failed = await firstFailure();
  if (failed.length === 0) return 'survived';
  if (failed.every((test) => sound.has(test))) return 'noticed';
  if ((await run(failed)).length > 0) return 'not judged';
  for (const test of failed) sound.add(test);
  return 'noticed';

  async function firstFailure(): Promise<string[]> {
    writeFileSync(path, applyMutant(source, mutant));
    try {
      for (const some of inRounds(tests)) {
        const failing = await run(some);
        if (failing.length > 0) return failing;
      }
      return [];
    } finally {
      writeFileSync(path, source);
    }
  }
}

function inRounds(tests: string[]): string[][] {
  const left = [...tests];
  return ROUNDS.map((most) => left.splice(0, most)).filter((some) => some.length > 0);
}

interface JestOptions {
  /** How long so many test files may take, in milliseconds. */
  deadlineMs(files: number): number;
  signal: AbortSignal;
}

/** Runs jest in a copy of the tree, until the first test that fails; a mutant that never ends fails at the deadline. */
export const jestIn =
  (folder: string, { deadlineMs, signal }: JestOptions): RunTests =>
  (tests) =>
    new Promise((resolve) => {
      const jest = join(folder, 'node_modules', 'jest', 'bin', 'jest.js');
      const flags = ['--selectProjects', 'unit', '--runInBand', '--bail', '--silent', '--json'];
      const parameters = ['--no-warnings', jest, ...flags, '--runTestsByPath'];
      const options = {
        cwd: folder,
        timeout: deadlineMs(tests.length),
        killSignal: 'SIGKILL',
        signal,
      } as const;
      const child = spawn(process.execPath, [...parameters, ...tests], {
        ...options,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const report: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => report.push(chunk));
      child.on('error', () => resolve(tests));
      child.on('close', (code) =>
        resolve(code === 0 ? [] : failedIn(Buffer.concat(report).toString(), tests)),
      );
    });

/**
 * The test files that a report of jest names as failed.
 * @param tests what was run; all of them where the report names none, as when jest was stopped
 */
export function failedIn(report: string, tests: string[]): string[] {
  try {
    const { testResults } = JSON.parse(report) as { testResults: { name: string; status: string }[] };
    const failed = testResults.filter(({ status }) => status === 'failed');
    const named = tests.filter((test) => failed.some(({ name }) => name.endsWith(`/${test}`)));
    return named.length > 0 ? named : tests;
  } catch {
    return tests;
  }
}
