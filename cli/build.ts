/** Bundles the command line into dist/, a package without dependencies: npm run build. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { RUNBOOK_FILES } from './runbook.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Where the bundled program is, in the project. */
export const BUILT_CLI = 'dist/bin/spapi.mjs';

/** Builds the package anew. */
export async function buildCli(dist = join(root, 'dist')): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['cli/spapi.ts'],
    outdir: join(dist, 'bin'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // A command reads its own part only.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    loader: { '.css': 'text', '.client.js': 'text' },
    minifySyntax: true,
    minifyWhitespace: true,
    // Dependencies in CommonJS call require, which an ES module does not have.
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  mkdirSync(dist, { recursive: true });
  for (const file of RUNBOOK_FILES) cpSync(join(root, 'docs', file), join(dist, 'docs', file));
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify(packed(), null, 2)}\n`);
}

function packed() {
  const { version, description, license } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  return {
    name: 'spapi',
    version,
    description,
    license,
    type: 'module',
    engines: { node: '>=20' },
    bin: { spapi: 'bin/spapi.mjs' },
  };
}

if (import.meta.main) await buildCli();
