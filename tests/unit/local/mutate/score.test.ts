import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { projectRoot } from '../../../../local/engine/project-root.ts';
import { EQUIVALENTS } from '../../../../local/mutate/equivalents.ts';
import { findMutants, type Mutant } from '../../../../local/mutate/find-mutants.ts';
import { counted, isSame, reportLines } from '../../../../local/mutate/score.ts';

const mutant = (file: string, line: number, from = 'a', to = 'b'): Mutant => ({
  file,
  line,
  code: `return ${from};`,
  from,
  to,
  start: 0,
  end: 1,
});

it('names what survived, the file with most of it first, and the score', () => {
  expect(
    reportLines([
      { mutant: mutant('one.ts', 1), verdict: 'survived' },
      { mutant: mutant('two.ts', 2), verdict: 'noticed' },
      { mutant: mutant('two.ts', 3, "'x\n y'", "''"), verdict: 'survived' },
      { mutant: mutant('two.ts', 4), verdict: 'without tests' },
    ]),
  ).toEqual([
    "two.ts:3  survived: 'x  y' -> ''",
    'two.ts:4  without tests: a -> b',
    'one.ts:1  survived: a -> b',
    '1 of 4 mutants noticed: 25.0 %',
  ]);
});

it('leaves a mutant out of the score whose tests fail without it', () => {
  expect(
    reportLines([
      { mutant: mutant('one.ts', 1), verdict: 'noticed' },
      { mutant: mutant('one.ts', 2), verdict: 'not judged' },
    ]),
  ).toEqual([
    'one.ts:2  not judged: a -> b',
    '1 of 1 mutants noticed: 100.0 %, 1 not judged: their tests fail without them',
  ]);
});

it('does not count what is known to be equivalent, in its line', () => {
  const known = { file: 'one.ts', line: 'return a;', from: 'a', to: 'b', why: 'the same' };
  const others = [
    mutant('one.ts', 1, 'a', 'c'),
    mutant('two.ts', 1),
    { ...mutant('one.ts', 2), code: 'if (a) end();' },
  ];

  expect(counted([mutant('one.ts', 1), ...others], [known])).toEqual(others);
});

it.each(EQUIVALENTS)('$file: $line is still one mutant of its file', (known) => {
  const mutants = findMutants(known.file, readFileSync(join(projectRoot, known.file), 'utf8'));

  expect(mutants.filter((mutant) => isSame(mutant, known))).toHaveLength(1);
});
