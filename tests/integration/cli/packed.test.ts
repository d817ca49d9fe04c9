import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VERSION } from '../../../cli/package-json.ts';
import { builtCli } from '../../../local/person/built-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'packed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('the packed program runs in an empty folder, without any other package', async () => {
  const dist = join(await builtCli(), '../..');
  execFileSync('npm', ['pack', dist, '--pack-destination', folder], { cwd: folder, stdio: 'pipe' });
  execFileSync('npm', ['install', '--no-audit', '--no-fund', `./spapi-${VERSION}.tgz`], { cwd: folder });

  const run = (...args: string[]) =>
    spawnSync(join(folder, 'node_modules/.bin/spapi'), args, { cwd: folder, encoding: 'utf8' });
  expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    'spapi',
  ]);
  expect(run('--version')).toMatchObject({ status: 0, stdout: `${VERSION}\n`, stderr: '' });
  expect(run('diagnose', '--help')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('--evidence'),
    stderr: '',
  });
  expect(run('runbook', 'AwsDenied')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^### `AwsDenied`\n/),
  });
  expect(run('strat')).toMatchObject({ status: 2, stderr: expect.stringContaining('Did you mean start?') });
});
