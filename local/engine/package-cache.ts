import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deployedTemplate } from '#shared/release/deployed-template.ts';
import { fillIn } from '#shared/release/placeholders.ts';
import { digestOf } from './digest.ts';
import { addBootstrap } from './local-package.ts';
import { lockFile } from './lock-file.ts';
import type { PackageOptions } from './package.ts';
import { projectRoot } from './project-root.ts';
import { packageRelease, readPackagedRelease } from './release-package.ts';

/** All that a package is made of. */
const SOURCES = [
  '{functions,shared,statemachines}/**/*.*',
  'serverless.yml',
  'package.json',
  'package-lock.json',
];

/** Functions with the bootstrap, beside those without. */
const LOCAL = 'local';

const TEMPLATE = 'cloudformation-template-update-stack.json';
const STATE = 'serverless-state.json';

/**
 * What `serverless package` writes, with functions that run on the embedded AWS. The same sources are packaged only once,
 * as a release: bundling takes most of a minute.
 */
export async function packageOnce(options: PackageOptions): Promise<void> {
  const { folder, stage, params, root = projectRoot } = options;
  const cached = await releaseOnce(options);
  const release = readPackagedRelease(cached, root);
  const template = deployedTemplate(release, stage, params);
  mkdirSync(folder, { recursive: true });
  const write = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value));
  write(TEMPLATE, template);
  write(STATE, stateOf(cached, stage, { ...release.defaults, ...params }, template));
  for (const zip of globSync('*.zip', { cwd: join(cached, LOCAL) }))
    copyFileSync(join(cached, LOCAL, zip), join(folder, zip));
}

/** The folder with the release of the sources: that of {@link packageRelease}, which it calls once. */
export async function releaseOnce(
  options: Pick<PackageOptions, 'root' | 'onProgress'> = {},
): Promise<string> {
  const digest = digestOf(options.root ?? projectRoot, SOURCES, ...besides());
  const cached = join(projectRoot, '.local', 'packages', digest);
  mkdirSync(join(cached, '..'), { recursive: true });
  const release = await lockFile(`${cached}.lock`, { deadlineMs: 170_000 });
  try {
    if (existsSync(cached)) return cached;
    const unfinished = `${cached}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    await packageRelease({ ...options, folder: unfinished });
    addBootstraps(unfinished);
    renameSync(unfinished, cached);
    return cached;
  } finally {
    release();
  }
}

/** What a package depends on besides its sources: the bootstrap is in it too. */
const besides = () => [process.execPath, readFileSync(join(import.meta.dirname, 'lambda-runtime.mjs'))];

/** Once for all stacks: packing forty functions again takes seconds. */
function addBootstraps(folder: string): void {
  mkdirSync(join(folder, LOCAL));
  for (const zip of globSync('*.zip', { cwd: folder }))
    writeFileSync(join(folder, LOCAL, zip), addBootstrap(readFileSync(join(folder, zip))));
}

/** The state that `serverless deploy --package` reads. */
function stateOf(cached: string, stage: string, params: Record<string, string>, template: object) {
  const state = fillIn(JSON.parse(readFileSync(join(cached, STATE), 'utf8')), stage, params);
  const { provider, custom } = state.service;
  provider.compiledCloudFormationTemplate = template;
  for (const name of Object.keys(custom)) custom[name] = params[name] || custom[name];
  return state;
}
