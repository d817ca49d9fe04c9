import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { projectRoot } from '../../../local/engine/project-root.ts';

const TESTS = globSync('**/*.test.ts', { cwd: join(projectRoot, 'tests', 'unit') });

/** The name without what follows the first full stop: `health.messages.test.ts` tests `health`. */
const subject = (file: string) => basename(file).split('.')[0] ?? '';

/** The folder of the tree that a folder of tests mirrors: the fakes and builders of the tests are in tests/support. */
const mirrored = (folder: string) => (folder.startsWith('support') ? join('tests', folder) : folder);

/** Whether a file or a folder of the tree has the name that the test has. */
function isFound(test: string): boolean {
  const folder = mirrored(dirname(test));
  const beside = globSync(`${folder}/${subject(test)}{,.*}`, { cwd: projectRoot });
  // A folder of its own has the tests of one function.
  return beside.length > 0 || globSync(`${folder}/${basename(folder)}.ts`, { cwd: projectRoot }).length > 0;
}

it('a unit test has the place and the name of what it tests, or is about the whole tree', () => {
  const strays = TESTS.filter((test) => dirname(test) !== 'whole' && !isFound(test));

  expect(TESTS.length).toBeGreaterThan(200);
  expect(strays).toEqual([]);
});
