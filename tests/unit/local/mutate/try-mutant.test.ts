import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { findMutants, type Mutant } from '../../../../local/mutate/find-mutants.ts';
import { failedIn, tryMutant } from '../../../../local/mutate/try-mutant.ts';

const SOURCE = 'export const isOld = (days: number) => days > 7;\n';
const TESTS = Array.from({ length: 17 }, (_, at) => String(at + 1));
const ROUNDS = [TESTS.slice(0, 3), TESTS.slice(3, 15), TESTS.slice(15)];
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
async function trying(tests: string[], passes: (test: string) => boolean, sound = new Set<string>()) {
  const runs: [string, string[]][] = [];
  const run = async (some: string[]) => {
    runs.push([read(), some]);
    return some.filter((test) => !passes(test)).slice(0, 1);
  };
  return { verdict: await tryMutant(mutant, { folder, tests, run, sound }), runs, left: read() };
}

const MUTATED = SOURCE.replace('days > 7', 'days <= 7');

const isWhole = () => read() === SOURCE;
const [NEAR = [], NEXT = [], LAST = []] = ROUNDS;

it.each<[string, (test: string) => boolean, [string, string[]][]]>([
  [
    'noticed',
    isWhole,
    [
      [MUTATED, NEAR],
      [SOURCE, ['1']],
    ],
  ],
  [
    'noticed',
    (test) => test !== '17' || isWhole(),
    [
      [MUTATED, NEAR],
      [MUTATED, NEXT],
      [MUTATED, LAST],
      [SOURCE, ['17']],
    ],
  ],
  [
    'not judged',
    (test) => test !== '2',
    [
      [MUTATED, NEAR],
      [SOURCE, ['2']],
    ],
  ],
  [
    'survived',
    () => true,
    [
      [MUTATED, NEAR],
      [MUTATED, NEXT],
      [MUTATED, LAST],
    ],
  ],
])('a mutant is %s after the fewest runs, and its source is put back', async (verdict, passes, runs) => {
  expect(await trying(TESTS, passes)).toEqual({ verdict, runs, left: SOURCE });
});

it('a test that has passed without a mutant is not run again for the next one', async () => {
  const sound = new Set<string>();
  await trying(TESTS, isWhole, sound);

  expect(await trying(TESTS, isWhole, sound)).toMatchObject({ verdict: 'noticed', runs: [[MUTATED, NEAR]] });
});

it.each([
  ['failed', ['b.test.ts']],
  ['passed', ['a.test.ts', 'b.test.ts']],
])('the failed files are those that jest names, or all: %s', (status, expected) => {
  const testResults = [
    { name: '/copy/a.test.ts', status: 'passed' },
    { name: '/copy/b.test.ts', status },
  ];

  expect(failedIn(JSON.stringify({ testResults }), ['a.test.ts', 'b.test.ts'])).toEqual(expected);
});

it('where jest was stopped, all of its tests failed', () => {
  expect(failedIn('{"testRes', ['a.test.ts', 'b.test.ts'])).toEqual(['a.test.ts', 'b.test.ts']);
});

it('a mutant that no test can reach is told as such', async () => {
  expect(await trying([], () => true)).toEqual({ verdict: 'without tests', runs: [], left: SOURCE });
});
