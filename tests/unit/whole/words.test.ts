import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { projectRoot } from '../../../local/engine/project-root.ts';

/** What no text of the project says, and what it says instead. */
const WORDS: [RegExp, string][] = [
  [/\b(?:re|un)?mend(?:ed|s|ing)?\b/i, 'fix, fixed'],
  [/\bshall\b/i, 'must, will, or the imperative'],
  [/\bunforeseen\b/i, 'unexpected'],
  [/\bhow far it is\b/i, 'progress'],
  [/\bhow it stands\b/i, 'status'],
  [/\btell it (?:here|below)\b/i, 'report it here, confirm it here'],
  [/\bwhatever keeps\b/i, 'anything that stores'],
  [/\bnobody is asked\b/i, 'no task is created'],
  [/\bgoes on by itself\b/i, 'continues automatically'],
  [/\bnothing more to do here\b/i, "you're done"],
  [/\ban earlier run\b/i, 'an earlier execution'],
  [/\b(?:is|are) proved\b(?! by)/i, 'is tested'],
  [/\btried live\b/i, 'is tested'],
];

const TEXTS = [
  '*.md',
  '{docs,statemachines}/*.md',
  '{cli,functions,shared,statemachines}/**/*.{ts,js,yml,yaml}',
].flatMap((pattern) => globSync(pattern, { cwd: projectRoot }));

/** A function that is deployed keeps its name. */
const NAMES = /close-?mended-?tasks/gi;

const badWordsIn = (text: string) =>
  text
    .replace(NAMES, '')
    .split('\n')
    .flatMap((line, i) =>
      WORDS.filter(([word]) => word.test(line)).map(
        ([word, instead]) => `${i + 1}: ${line.match(word)?.[0]} → ${instead}`,
      ),
    );

it('texts use the usual words of the trade', () => {
  const found = TEXTS.flatMap((file) =>
    badWordsIn(readFileSync(join(projectRoot, file), 'utf8')).map((bad) => `${file}:${bad}`),
  );

  expect(found).toEqual([]);
});

it('a sentence with other words is found', () => {
  expect(badWordsIn('Mend that first,\nand tell it here.')).toEqual([
    '1: Mend → fix, fixed',
    '2: tell it here → report it here, confirm it here',
  ]);
});
