import { expect, it } from '@jest/globals';
import { projectRoot } from '../../../../local/engine/project-root.ts';
import { type Importers, readImporters, relatedTests } from '../../../../local/mutate/related-tests.ts';

const test = (path: string) => `tests/unit/${path}.test.ts`;
const IMPORTERS: Importers = new Map([
  [
    'shared/domain/a.ts',
    new Set([test('cli/near'), test('shared/domain/b'), test('shared/domain/a'), 'shared/c.ts']),
  ],
  ['shared/c.ts', new Set([test('shared/domain/far'), test('slow'), 'tests/e2e/all.test.ts'])],
]);

it('the tests of a file are those of its name, then of its folder, then the nearest, without slow ones', () => {
  expect(relatedTests('shared/domain/a.ts', IMPORTERS, /slow/)).toEqual(
    ['shared/domain/a', 'shared/domain/b', 'shared/domain/far', 'cli/near'].map(test),
  );
});

it('the imports are those of the tree', () => {
  expect([...(readImporters(projectRoot).get('local/mutate/related-tests.ts') ?? [])].toSorted()).toEqual([
    'local/mutate/mutate.ts',
    'tests/unit/local/mutate/related-tests.test.ts',
  ]);
});
