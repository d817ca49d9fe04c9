import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { digestOf } from '../../../../local/engine/digest.ts';

it('the digest of files changes with each of them, and a folder with a dot in its name is no file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'digest-'));
  mkdirSync(join(folder, 'shared/a.b.c'), { recursive: true });
  const digests = ['1', '2'].map((text) => {
    writeFileSync(join(folder, 'shared/a.b.c/file.ts'), text);
    return digestOf(folder, ['shared/**/*.*']);
  });
  rmSync(folder, { recursive: true });

  expect(digests[0]).not.toBe(digests[1]);
});
