import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { anchorOf } from '../../../cli/runbook.ts';
import { projectRoot } from '../../../local/engine/project-root.ts';

const DOCUMENTS = ['*.md', 'docs/*.md', 'statemachines/*.md'].flatMap((pattern) =>
  globSync(pattern, { cwd: projectRoot }),
);
const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');

const anchorsIn = (text: string) =>
  [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** Links and pictures of a document that lead nowhere in this repository. */
function deadLinksIn(file: string): string[] {
  return [...read(file).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : join(dirname(file), path);
      if (!existsSync(join(projectRoot, target))) return true;
      return anchor !== undefined && !anchorsIn(read(target)).includes(anchor);
    });
}

it.each(DOCUMENTS)('every link of %s leads to a file and a heading', (file) => {
  expect(deadLinksIn(file)).toEqual([]);
});

describe('the README', () => {
  const readme = read('README.md');

  it('has at most 150 lines', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });

  it('has the two commands to try and to test it', () => {
    expect([readme.includes('npm ci && npm run demo'), readme.includes('npm ci && npm test')]).toEqual([
      true,
      true,
    ]);
  });
});

it('the index of the documents has each of them', () => {
  const index = read('docs/README.md');
  const documents = DOCUMENTS.filter((file) => file.startsWith('docs/') && file !== 'docs/README.md');

  expect(documents.filter((file) => !index.includes(`(${file.slice('docs/'.length)})`))).toEqual([]);
});
