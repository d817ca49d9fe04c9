import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { findMutants, type Mutant } from '../../../../local/mutate/find-mutants.ts';
import { tryMutant } from '../../../../local/mutate/try-mutant.ts';

const SOURCE = 'export const isOld = (days: number) => days > 7;\n';
const TESTS = ['1', '2', '3', '4'];
let folder: string;
let mutant: Mutant;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'try-mutant-'));
  writeFileSync(join(folder, 'a.ts'), SOURCE);
  [mutant] = findMutants('a.ts', SOURCE) as [Mutant];
});

afterAll(() => rmSync(folder, { recursive: true }));

const read = () => readFileSync(join(folder, 'a.ts'), 'utf8');

/** What became of the mutant, what the tests were run with, and what is left in the folder. */
async function trying(tests: string[], passes: (tests: string[]) => boolean) {
  const runs: [string, string[]][] = [];
  const run = async (some: string[]) => {
    runs.push([read(), some]);
    return passes(some);
  };
  return { verdict: await tryMutant(mutant, { folder, tests, run }), runs, left: read() };
}

const MUTATED = SOURCE.replace('days > 7', 'days <= 7');

const isWhole = () => read() === SOURCE;
const NEAR = ['1', '2', '3'];

it.each<[string, (tests: string[]) => boolean, [string, string[]][]]>([
  [
    'noticed',
    isWhole,
    [
      [MUTATED, NEAR],
      [SOURCE, NEAR],
    ],
  ],
  [
    'noticed',
    (tests) => !tests.includes('4') || isWhole(),
    [
      [MUTATED, NEAR],
      [MUTATED, ['4']],
      [SOURCE, ['4']],
    ],
  ],
  [
    'not judged',
    () => false,
    [
      [MUTATED, NEAR],
      [SOURCE, NEAR],
    ],
  ],
  [
    'survived',
    () => true,
    [
      [MUTATED, NEAR],
      [MUTATED, ['4']],
    ],
  ],
])('a mutant is %s after the fewest runs, and its source is put back', async (verdict, passes, runs) => {
  expect(await trying(TESTS, passes)).toEqual({ verdict, runs, left: SOURCE });
});

it('a mutant that no test can reach is told as such', async () => {
  expect(await trying([], () => true)).toEqual({ verdict: 'without tests', runs: [], left: SOURCE });
});
