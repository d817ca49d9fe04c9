import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Template } from '#shared/release/template.ts';
import { buildCli } from '../cli/build.ts';
import { releaseOnce } from './engine/package-cache.ts';
import { projectRoot } from './engine/project-root.ts';
import { readPackagedRelease } from './engine/release-package.ts';

/**
 * Makes dist/ what people install without a toolchain: the bundled command line with the template and the packages of the
 * functions, which `spapi deploy` deploys.
 */
export async function buildRelease(dist = join(projectRoot, 'dist')): Promise<void> {
  await buildCli(dist);
  const packaged = await releaseOnce({ onProgress: console.error });
  const { template, ...about } = readPackagedRelease(packaged);
  const folder = join(dist, 'release');
  mkdirSync(join(folder, 'functions'), { recursive: true });
  for (const zip of globSync('*.zip', { cwd: packaged }))
    cpSync(join(packaged, zip), join(folder, 'functions', zip));
  writeFileSync(join(folder, 'template.json'), JSON.stringify(withoutMoment(template)));
  writeFileSync(join(folder, 'release.json'), JSON.stringify(about));
}

/** The framework names a folder in S3 after the moment: without it, the same sources are the same release. */
function withoutMoment(template: Template): Template {
  const text = JSON.stringify(template, (key, value) => (key === 'S3Key' ? basename(value) : value));
  return JSON.parse(text);
}

if (import.meta.main) {
  await buildRelease();
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  console.log(`dist/ is the release ${version}. Make one file of it: npm pack ./dist`);
}
