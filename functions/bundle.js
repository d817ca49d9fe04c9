/**
 * Bundles and zips the functions before the framework packages them. Used by serverless.yml.
 *
 * First all in one call of esbuild, which then reads a source or the AWS SDK once and not once for each function. Then
 * each function by itself: what it needs at its start becomes one file, because a cold start of forty small files takes
 * a fifth longer. What a function imports later (the rules of the diagnosis, the SDK's other sources of credentials)
 * stands in files beside it, so that a cold start does not read it.
 */
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';

/** `functions/notify-failure/handler` of `functions/notify-failure/handler.handler` */
const moduleOf = ({ handler }) => handler.slice(0, handler.lastIndexOf('.'));

/**
 * Bundles modules, such as `functions/notify-failure/handler`.
 * @returns by module its `files`, by path the code, the module itself first, and the `outputs` of esbuild's metafile,
 *   whose inputs are the sources
 */
export async function bundle(modules, { serviceDir, options }) {
  const { banner, ...rest } = options;
  const settings = { ...rest, platform: 'node', splitting: true, metafile: true, write: false };
  const folders = { absWorkingDir: serviceDir, outdir: serviceDir, outbase: serviceDir };
  const { outputFiles, metafile } = await build({
    ...settings,
    ...folders,
    // Paths are part of the names of the parts: a linked node_modules is that of the service, wherever it leads.
    preserveSymlinks: true,
    entryPoints: modules.map((path) => `${path}.ts`),
  });
  const parts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const one = async (module) => {
    const joined = await build({
      ...settings,
      ...folders,
      banner,
      entryPoints: [join(serviceDir, `${module}.mjs`)],
      plugins: [fromMemory(parts)],
    });
    const files = joined.outputFiles.map(({ path, text }) => [relative(serviceDir, path), text]);
    return [module, { files: new Map(moduleFirst(files, module)), outputs: joined.metafile.outputs }];
  };
  const bundled = new Map(await Promise.all(modules.map(one)));
  for (const { outputs } of bundled.values()) nameSources(outputs, metafile.outputs);
  return bundled;
}

const moduleFirst = (files, module) =>
  files.toSorted(([a], [b]) => Number(b === `${module}.mjs`) - Number(a === `${module}.mjs`));

/** Reads the parts of the first call, which are on no disk. */
const fromMemory = (parts) => ({
  name: 'from-memory',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.mjs$/ }, ({ path, resolveDir }) => {
      const part = resolve(resolveDir, path);
      return parts.has(part) ? { path: part } : undefined;
    });
    onLoad({ filter: /\.mjs$/ }, ({ path }) => (parts.has(path) ? { contents: parts.get(path) } : undefined));
  },
});

/** The second call has the parts of the first one as its inputs; whoever reads them wants to know the sources. */
function nameSources(outputs, parts) {
  for (const output of Object.values(outputs))
    output.inputs = Object.assign({}, ...Object.keys(output.inputs).map((part) => parts[part]?.inputs ?? {}));
}

/** One date, in any time zone, so that the same code is the same zip, and a deployment leaves the function alone. */
const zip = (files) =>
  zipSync(
    Object.fromEntries(
      [...files].map(([path, text]) => [path, [strToU8(text), { mtime: new Date(2000, 0, 1) }]]),
    ),
  );

export default class Bundle {
  constructor({ service, serviceDir }) {
    const bundleFunctions = async () => {
      const functions = service.getAllFunctions().map((name) => [name, service.getFunction(name)]);
      // With those that are not deployed, as those of the task pages: which parts the functions share depends on all of them.
      const all = globSync('functions/*/handler.ts', { cwd: serviceDir }).map((file) =>
        file.replace(/\.ts$/, ''),
      );
      const modules = [
        ...new Set([...functions.map(([, definition]) => moduleOf(definition)), ...all]),
      ].sort();
      const bundled = await bundle(modules, { serviceDir, options: service.custom.esbuild });
      mkdirSync(join(serviceDir, '.serverless'), { recursive: true });
      for (const [name, definition] of functions) {
        const artifact = join('.serverless', `${name}.zip`);
        writeFileSync(join(serviceDir, artifact), zip(bundled.get(moduleOf(definition)).files));
        definition.package = { ...definition.package, artifact };
      }
    };
    this.hooks = {
      'before:package:createDeploymentArtifacts': bundleFunctions,
      'before:deploy:function:packageFunction': bundleFunctions,
    };
  }
}
