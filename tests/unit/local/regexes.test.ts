import { describe, expect, it } from '@jest/globals';
import { RULES } from '#shared/diagnosis/rules/index.ts';
import { MEANINGS } from '#shared/diagnosis/vocabulary/index.ts';
import { type FoundRegex, findRegexes, written } from '../../../local/regexes/find-regexes.ts';
import { judgeRegex, mustChange } from '../../../local/regexes/judge-regexes.ts';
import verdicts from '../../fixtures/regexes/verdicts.json' with { type: 'json' };

const FOUND = findRegexes();
const TEXTS = FOUND.map(written);
const SAFE = new Set<string>(verdicts.safe);
const BOUNDED = new Set<string>(verdicts.bounded);

/** Regular expressions that are put together when the product starts. */
function composed(): FoundRegex[] {
  const found: FoundRegex[] = [];
  const collect = (value: unknown): void => {
    if (value instanceof RegExp)
      found.push({ source: value.source, flags: value.flags, file: 'shared/diagnosis' });
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  collect([RULES, MEANINGS]);
  return found.filter((one) => !TEXTS.includes(written(one)));
}

/** Those that have no verdict yet: npm run regexes writes it down. */
const NEW = FOUND.filter((one) => !SAFE.has(written(one)) && !BOUNDED.has(written(one)));

describe('every regular expression of the product', () => {
  it('is proven linear by recheck, or has bounded repetitions alone', () => {
    const judged = NEW.map((one) => ({ ...one, ...judgeRegex(one, 3000) }));

    expect(FOUND.length).toBeGreaterThan(400);
    expect(judged.filter((one) => mustChange(one, one))).toEqual([]);
  }, 120_000);
});

it.each([
  ['vulnerable', 'a*b?a*$', true],
  ['vulnerable', 'a{2,}b?a{2,}$', true],
  ['vulnerable', 'a{1,40}b?a{1,40}$', false],
  ['unknown', 'a*b', false],
  ['safe', 'a*b', false],
] as const)(
  'one that is %s has to be written another way if it has no bound: %s',
  (status, source, expected) => {
    expect(mustChange({ source, flags: '', file: '' }, { status, complexity: '' })).toBe(expected);
  },
);

describe('a quadratic expression', () => {
  it.each(['^(a+)+$', '\\s*\\n\\s*', 'a*b?a*$'])('%s is found', (source) => {
    const { status } = judgeRegex({ source, flags: '', file: '' });

    expect(status).toBe('vulnerable');
  });
});

/** What the diagnosis reads is shortened first; diagnosis/laws.test.ts gives it a megabyte. */
const sizeFor = ({ file }: FoundRegex) => (file.startsWith('shared/diagnosis') ? 16_000 : 100_000);
/** What makes expressions start over: their own words and classes, again and again, without the end that they want. */
function attacksOn(regex: FoundRegex): string[] {
  const { source } = regex;
  const size = sizeFor(regex);
  const words = source.match(/[A-Za-z][A-Za-z' ]{1,30}/g) ?? [];
  const pieces = [
    ...new Set([
      ...words,
      'a',
      'A1',
      ' ',
      '\n',
      '/a',
      'a.',
      'a-',
      "'",
      '"',
      '<a',
      '://',
      '(',
      '\\',
      'arn:',
      '0',
    ]),
  ];
  const repeated = pieces.map((piece) => piece.repeat(Math.ceil(size / piece.length)));
  const started = words.flatMap((word) =>
    [' ', 'a', '0'].map((piece) => `${`${word}${piece.repeat(70)}`.repeat(size / (word.length + 70))}`),
  );
  return [...repeated, ...started];
}

/** Milliseconds of this process: other programs share the machine. */
function timed(run: () => unknown): number {
  const from = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

it('what recheck cannot prove takes less than a second for 100,000 characters, in the diagnosis for the 16,000 that it reads', () => {
  const unproven = [...FOUND.filter((one) => BOUNDED.has(written(one))), ...NEW, ...composed()];
  const slow = unproven.flatMap((one) => {
    const regex = new RegExp(one.source, one.flags.replace(/[gy]/g, ''));
    const worst = attacksOn(one).find((text) => timed(() => regex.test(text)) > 1000);
    return worst === undefined ? [] : [{ regex: written(one), file: one.file, attack: worst.slice(0, 80) }];
  });

  expect(slow).toEqual([]);
}, 120_000);
