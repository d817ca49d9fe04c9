import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VERSION } from '../../cli/package-json.ts';
import { localTemplate } from '../../local/engine/local-package.ts';
import { releaseOnce } from '../../local/engine/package-cache.ts';
import { type CommandResult, runCommand } from '../../local/engine/processes.ts';
import { buildRelease } from '../../local/release.ts';
import type { DeployedStack } from './deployed-stack.ts';

/** A release that was packed and installed in an empty folder, as people do it. */
export interface InstalledRelease {
  /** Runs the installed program with nothing but that folder. */
  spapi(words: string[], input?: string): Promise<CommandResult>;
  remove(): void;
}

/** Packs a release whose functions run on the embedded AWS, and installs the file. */
export async function installRelease({ engine }: Pick<DeployedStack, 'engine'>): Promise<InstalledRelease> {
  const folder = mkdtempSync(join(tmpdir(), 'installed-'));
  const dist = join(folder, 'dist');
  await buildRelease(dist);
  await makeLocal(join(dist, 'release'));
  const home = join(folder, 'empty');
  mkdirSync(home);
  execFileSync('npm', ['pack', dist, '--pack-destination', folder], { cwd: home, stdio: 'pipe' });
  const file = join(folder, `spapi-${VERSION}.tgz`);
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', file], {
    cwd: home,
    stdio: 'pipe',
  });
  rmSync(dist, { recursive: true });
  const { endpoint, region, credentials } = engine;
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  return {
    spapi: (words, input) =>
      runCommand(join(home, 'node_modules/.bin/spapi'), words, {
        ...{ cwd: home, env },
        ...(input !== undefined && { input }),
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function makeLocal(release: string): Promise<void> {
  const local = join(await releaseOnce(), 'local');
  for (const zip of globSync('*.zip', { cwd: local }))
    copyFileSync(join(local, zip), join(release, 'functions', zip));
  const file = join(release, 'template.json');
  const bucket = { Ref: 'ServerlessDeploymentBucket' };
  const template = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify(localTemplate(template, { bucket, functionEnvironment: {} })));
}
