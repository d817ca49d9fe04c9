import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_NAMESPACE } from '#shared/domain/installation.ts';
import { digestOf } from './digest.ts';
import { addBootstrap } from './local-package.ts';
import { lockFile } from './lock-file.ts';
import { type PackageOptions, packageService } from './package.ts';
import { projectRoot } from './project-root.ts';

/** What the template takes over as text, so that it can be put in afterwards. */
const TEXTS = ['lwaEndpoint', 'spApiEndpoint', 'centralEndpoint', 'chat'];
const placeholder = (name: string) => `http://placeholder.invalid/${name}`;
const STAGE = 'stage0';
const NAMESPACE = 'namespace0';

/** All that a package is made of. */
const SOURCES = [
  '{functions,shared,statemachines}/**/*.*',
  'serverless.yml',
  'package.json',
  'package-lock.json',
];

/**
 * Packages as {@link packageService}, but the same sources only once: bundling takes most of a minute, and stacks differ
 * in their stage and settings of the functions alone. These come in afterwards, so a function's version has one name
 * whatever they are: deploy over such a package only another one of these.
 */
export async function packageOnce(options: PackageOptions): Promise<void> {
  const { folder, stage, params, root = projectRoot } = options;
  const structural = Object.entries({ ...params, ...namespaceParam(params) }).filter(
    ([name]) => !TEXTS.includes(name),
  );
  const cached = join(projectRoot, '.local', 'packages', digestOf(root, SOURCES, ...besides(structural)));
  await ensurePackage(cached, { ...options, params: Object.fromEntries(structural) });
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(cached)) {
    const [from, to] = [join(cached, file), join(folder, file)];
    if (file.endsWith('.json')) writeFileSync(to, fillIn(readFileSync(from, 'utf8'), stage, params));
    else copyFileSync(from, to);
  }
}

/** All namespaces but that of stage `prod`, whose IAM names are different, are in the template as they are. */
const namespaceParam = ({ namespace }: Record<string, string>) =>
  namespace && namespace !== DEFAULT_NAMESPACE ? { namespace: NAMESPACE } : {};

async function ensurePackage(cached: string, options: PackageOptions): Promise<void> {
  mkdirSync(join(cached, '..'), { recursive: true });
  const release = await lockFile(`${cached}.lock`, { deadlineMs: 110_000 });
  try {
    if (existsSync(cached)) return;
    const unfinished = `${cached}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    const texts = Object.fromEntries(TEXTS.map((name) => [name, placeholder(name)]));
    const params = { ...options.params, ...texts };
    await packageService({ ...options, folder: unfinished, stage: STAGE, params });
    addBootstraps(unfinished);
    renameSync(unfinished, cached);
  } finally {
    release();
  }
}

/** What a package depends on besides its sources: the bootstrap is in it too. */
const besides = (structural: [string, string][]) => [
  JSON.stringify([structural, process.execPath]),
  readFileSync(join(import.meta.dirname, 'lambda-runtime.mjs')),
];

/** Once for all stacks: packing forty functions again takes seconds. */
function addBootstraps(folder: string): void {
  for (const zip of globSync('*.zip', { cwd: folder })) {
    const file = join(folder, zip);
    writeFileSync(file, addBootstrap(readFileSync(file)));
  }
}

const fillIn = (text: string, stage: string, params: Record<string, string>): string =>
  TEXTS.reduce(
    (filled, name) => filled.replaceAll(placeholder(name), params[name] ?? ''),
    text.replaceAll(STAGE, stage).replaceAll(NAMESPACE, params.namespace ?? ''),
  );
