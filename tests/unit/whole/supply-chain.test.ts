import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../local/engine/project-root.ts';

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');

interface Locked {
  version: string;
  integrity?: string;
  link?: boolean;
  resolved?: string;
}

const packagesIn = (lock: string) =>
  Object.entries((JSON.parse(read(lock)) as { packages: Record<string, Locked> }).packages).filter(
    ([path]) => path !== '',
  );
const packages = packagesIn('package-lock.json');

describe.each([
  ['of the project', 'package.json', 'package-lock.json'],
  ['of the clients', 'tests/clients/packages/package.json', 'tests/clients/packages/package-lock.json'],
])('the packages of npm %s', (_, manifest, lock) => {
  const packages = packagesIn(lock);

  it('are all pinned by a SHA-512 hash, those for other platforms too (npm run lock adds what npm leaves out)', () => {
    const unpinned = packages.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''));

    expect(unpinned.map(([path]) => path)).toEqual([]);
  });

  it('come from the registry only: none is a link, a folder or an address', () => {
    expect(packages.filter(([, { link, resolved }]) => link || resolved)).toEqual([]);
  });

  it('are asked for in exact versions', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read(manifest));
    const versions: string[] = Object.values({
      ...dependencies,
      ...devDependencies,
      ...optionalDependencies,
    });

    expect(versions.filter((version) => !/^(npm:[a-z-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

describe('npm', () => {
  it('runs no script of a package while it is installed', () => {
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true');
  });
});

describe('Node', () => {
  it('is one of the pinned packages, of the version that Lambda runs', () => {
    const binaries = packages.filter(([path]) => /^node_modules\/node-(linux|darwin|win)/.test(path));
    const majors = new Set(binaries.map(([, { version }]) => version.split('.')[0]));

    expect(binaries.length).toBeGreaterThan(0);
    expect([...majors]).toEqual([read('.nvmrc').trim()]);
    expect(read('serverless.yml')).toContain(`runtime: nodejs${read('.nvmrc').trim()}.x`);
  });
});

describe('the packages of Python', () => {
  it.each([
    ['local/engine/requirements.txt', 'ministack==1.5.33'],
    ['tests/support/requirements/cfn-lint.txt', 'cfn-lint==1.58.0'],
    ['tests/support/requirements/checkov.txt', 'checkov==3.3.30'],
    ['tests/support/requirements/uv.txt', 'uv==0.13.9'],
    ['tests/clients/packages/requirements.txt', 'python-amazon-sp-api==2.1.35'],
  ])('are all pinned by a SHA-256 hash: %s', (file, wanted) => {
    const entries = read(file).split(/\n(?=\S)/);
    const unpinned = entries.filter(
      (entry) => !/^[\w.[\]-]+==\S+[^\n]*\\\n\s+--hash=sha256:[0-9a-f]{64}/.test(entry),
    );

    expect(unpinned).toEqual([]);
    expect(entries.map((entry) => entry.split(' ')[0])).toContain(wanted);
  });
});
