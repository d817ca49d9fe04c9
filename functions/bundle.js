/**
 * Bundles and zips the functions before the framework packages them. All in one call of esbuild, which then reads a
 * source or the AWS SDK once and not once for each function: packaging takes a third of the time. Used by serverless.yml.
 *
 * The code is split: what a function imports later (the rules of the diagnosis, the SDK's other sources of credentials)
 * stands in files of its own, so that a cold start does not read it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';

/** `functions/notify-failure/handler` of `functions/notify-failure/handler.handler` */
const moduleOf = ({ handler }) => handler.slice(0, handler.lastIndexOf('.'));

/**
 * Bundles all modules in one call.
 * @returns `filesOf(path)`: path and code of a bundled module and of all that it imports; `outputs` of esbuild's metafile
 */
export async function bundle(modules, { serviceDir, options }) {
  const entryPoints = modules.map((path) => `${path}.ts`);
  const { outputFiles, metafile } = await build({
    ...options,
    platform: 'node',
    splitting: true,
    // Paths are part of the names of the parts: a linked node_modules is that of the service, wherever it leads.
    preserveSymlinks: true,
    metafile: true,
    entryPoints,
    absWorkingDir: serviceDir,
    outdir: serviceDir,
    outbase: serviceDir,
    write: false,
  });
  const code = new Map(outputFiles.map(({ path, text }) => [relative(serviceDir, path), text]));
  const { outputs } = metafile;
  return { outputs, filesOf: (file) => [...needed(outputs, file)].map((path) => [path, code.get(path)]) };
}

/** A file and all that it imports, now or later. */
function needed(outputs, file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const { path, external } of outputs[file].imports) if (!external) needed(outputs, path, found);
  return found;
}

/** One date, in any time zone, so that the same code is the same zip, and a deployment leaves the function alone. */
const zip = (files) =>
  zipSync(
    Object.fromEntries(files.map(([path, text]) => [path, [strToU8(text), { mtime: new Date(2000, 0, 1) }]])),
  );

export default class Bundle {
  constructor({ service, serviceDir }) {
    const bundleFunctions = async () => {
      const functions = service.getAllFunctions().map((name) => [name, service.getFunction(name)]);
      const modules = functions.map(([, definition]) => moduleOf(definition));
      const { filesOf } = await bundle(modules, { serviceDir, options: service.custom.esbuild });
      mkdirSync(join(serviceDir, '.serverless'), { recursive: true });
      for (const [name, definition] of functions) {
        const file = `${moduleOf(definition)}.mjs`;
        const artifact = join('.serverless', `${name}.zip`);
        writeFileSync(join(serviceDir, artifact), zip(filesOf(file)));
        definition.package = { ...definition.package, artifact };
      }
    };
    this.hooks = {
      'before:package:createDeploymentArtifacts': bundleFunctions,
      'before:deploy:function:packageFunction': bundleFunctions,
    };
  }
}
