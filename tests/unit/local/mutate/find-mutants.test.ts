import { expect, it } from '@jest/globals';
import { applyMutant, findMutants } from '../../../../local/mutate/find-mutants.ts';

const SOURCE = `// Ä comment before the first line
import { other } from './other.ts';
import type { Kind } from './kind.ts';
type One = 'left' | 'right';
export function judge(kind: Kind, list: string[]): boolean {
  other('é');
  if (!list.includes(kind as string) && list.length >= 2) return true;
  return kind === 'one' ? list.length - 1 > 0 : false;
}
`;

const changes = (source: string) => findMutants('a.ts', source).map(({ line, from, to }) => [line, from, to]);

it('turns conditions, comparisons and values, and removes statements, but leaves types and names of modules', () => {
  expect(changes(SOURCE)).toEqual([
    [6, "other('é');", ';'],
    [6, "'é'", "''"],
    [
      7,
      '!list.includes(kind as string) && list.length >= 2',
      '!(!list.includes(kind as string) && list.length >= 2)',
    ],
    [7, '!list.includes(kind as string)', 'list.includes(kind as string)'],
    [7, '&&', '||'],
    [7, '>=', '<'],
    [7, 'true', 'false'],
    [8, "kind === 'one'", "!(kind === 'one')"],
    [8, '===', '!=='],
    [8, "'one'", "''"],
    [8, '-', '+'],
    [8, '>', '<='],
    [8, 'false', 'true'],
  ]);
});

it('leaves text that people read, and empty text', () => {
  expect(changes("export const a = ['Open this page.', '', 'done', ' '];")).toEqual([
    [1, "'done'", "''"],
    [1, "' '", "''"],
  ]);
});

it('finds the same after another source was parsed', () => {
  const first = changes(SOURCE);
  findMutants('b.ts', 'export const other = 1 < 2;');

  expect(changes(SOURCE)).toEqual(first);
});

it('puts a mutant where it was found, after letters of several bytes too', () => {
  const [mutant] = findMutants('a.ts', SOURCE).filter(({ from }) => from === '&&');

  expect(mutant && applyMutant(SOURCE, mutant)).toBe(SOURCE.replace('&&', '||'));
});
