import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { explainError } from '../../../cli/errors.ts';
import { sourceFiles } from '../../../cli/mws/source-files.ts';
import { readTextFile } from '../../../cli/read-file.ts';
import { errorOf } from '../../support/subjects.ts';

describe('a file that a person names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cli-files-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'there'), Buffer.from('\u{feff}{}', 'utf16le'));

  it('is read in any encoding', () => {
    expect(readTextFile('body', join(folder, 'there'))).toBe('{}');
  });

  it.each([
    ['none.json', 'ENOENT', /^Check the spelling\./],
    ['there/none.json', 'ENOTDIR', /^Check the spelling\./],
    ['.', 'EISDIR', /^This is a folder\./],
  ])(
    'and that cannot be read is named with its whole path, the reason and what to do: %s',
    async (name, code, remedy) => {
      const path = join(folder, name);

      const error = await errorOf(run(() => readTextFile('evidence file', path)));

      expect(explainError(error)).toEqual({
        what: `The evidence file cannot be read (${code}): ${path}`,
        remedy: expect.stringMatching(remedy),
      });
    },
  );

  it('is no source for mws scan where it is not there', async () => {
    const error = await errorOf(run(() => [...sourceFiles(join(folder, 'none'), () => {})]));

    expect(explainError(error).remedy).toMatch(/^Check the spelling\./);
  });

  it('is told, and left out, where it cannot be read while a folder is scanned', () => {
    const root = join(folder, 'sources');
    mkdirSync(join(root, 'c'), { recursive: true });
    for (const name of ['a.js', 'b.js', 'd.js']) writeFileSync(join(root, name), name);
    const unread: string[] = [];
    const files = sourceFiles(root, (path) => unread.push(path));
    const first = files.next().value;
    for (const name of ['b.js', 'c']) rmSync(join(root, name), { recursive: true });

    const others = [...files];

    expect([first, ...others].map((file) => file && 'path' in file && file.path)).toEqual(['a.js', 'd.js']);
    expect(unread).toEqual([join(root, 'b.js'), join(root, 'c')]);
  });
});

const run = async (read: () => unknown) => read();
