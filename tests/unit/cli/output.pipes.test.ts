import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../local/engine/project-root.ts';

const ROLES = ['spapi', '--', 'roles', 'getOrders', '--json'];
const npm = (...words: string[]) => {
  const { npm_config_loglevel: _, ...env } = process.env;
  return spawnSync('npm', words, { cwd: projectRoot, env, encoding: 'utf8' });
};

describe('the output for programs', () => {
  it('is one JSON document under npm run --silent', () => {
    const { stdout, stderr } = npm('run', '--silent', ...ROLES);

    expect([JSON.parse(stdout), stderr]).toEqual([expect.objectContaining({ roles: expect.any(Array) }), '']);
  });

  it('is one JSON document by npx', () => {
    const { stdout } = spawnSync('npx', ['--no', 'spapi', 'roles', 'getOrders', '--json'], {
      cwd: projectRoot,
      encoding: 'utf8',
    });

    expect(JSON.parse(stdout)).toMatchObject({ roles: expect.any(Array) });
  });

  it('is said to be preceded by lines of npm where it is, and how to avoid that', () => {
    const { stdout, stderr } = npm('run', ...ROLES);

    expect(stdout).toMatch(/^\n> sp-api-private-app@\S+ spapi\n/);
    expect(stderr).toContain(
      'npm has printed its own lines before this output. For programs: npx spapi …, or npm run --silent spapi -- …',
    );
  });
});

describe('a reader that has enough', () => {
  it.each(['operations --json | head -c 1', 'operations 2>&1 | head -c 1', 'nosuch 2>&1 | true'])(
    'ends the command without a stack trace: %s',
    (line) => {
      const command = `set -o pipefail; '${process.execPath}' cli/spapi.ts ${line}`;

      const { stderr } = spawnSync('bash', ['-c', command], { cwd: projectRoot, encoding: 'utf8' });

      expect(stderr).toBe('');
    },
  );
});

it('every example with --json is one that prints nothing else', () => {
  const found = globSync(['README.md', 'docs/*.md', 'cli/**/*.ts'], { cwd: projectRoot }).filter((file) =>
    /npm run spapi -- .*--json/.test(readFileSync(join(projectRoot, file), 'utf8')),
  );

  expect(found).toEqual([]);
});
