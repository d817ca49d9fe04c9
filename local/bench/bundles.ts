import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Loader, type Metafile } from 'esbuild';
import { unzipSync } from 'fflate';
import { parse } from 'yaml';
import { packageService } from '../engine/package.ts';
import { projectRoot } from '../engine/project-root.ts';

/** A function as it is deployed, and the floor that its cold import is measured against. */
export interface Bundle {
  name: string;
  /** SDK clients in the bundle, such as `client-ssm`. */
  clients: string[];
  zippedBytes: number;
  /** Of the handler's module, without what it imports later. */
  startBytes: number;
  /** The packaged handler, unpacked. */
  handler: string;
  /** One file with the same SDK clients, middy and Powertools logger alone; the handler is split and may be faster. */
  floor: string;
}

interface EsbuildSettings {
  minify: boolean;
  target: string;
  mainFields: string[];
  external: string[];
  banner: { js: string };
  loader: Record<string, Loader>;
}

/** Packages the service, unpacks every function, and builds the floors with the same esbuild settings. */
export async function prepareBundles(folder: string): Promise<Bundle[]> {
  mkdirSync(folder, { recursive: true });
  await packageService({ folder, stage: 'bench', params: {} });
  const bundles: Bundle[] = [];
  for (const name of stepNames()) bundles.push(await prepare(folder, name));
  return bundles;
}

/** The names of all functions. */
export const stepNames = () =>
  readdirSync(join(projectRoot, 'functions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

async function prepare(folder: string, name: string): Promise<Bundle> {
  const zip = join(folder, `${name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}.zip`);
  const unzipped = join(folder, name);
  for (const [path, code] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(dirname(join(unzipped, path)), { recursive: true });
    writeFileSync(join(unzipped, path), code);
  }
  const handler = join(unzipped, 'functions', name, 'handler.mjs');
  const commands = await commandsOf(name);
  const floor = join(folder, `${name}.floor.mjs`);
  await bundle({
    stdin: { contents: floorSource(commands), resolveDir: projectRoot, loader: 'ts' },
    outfile: floor,
  });
  const sizes = { zippedBytes: statSync(zip).size, startBytes: statSync(handler).size };
  return { name, clients: [...commands.keys()], ...sizes, handler, floor };
}

/** The files that the bundles of functions are made of, as paths in the project. */
export async function filesIn(names: string[]): Promise<string[]> {
  const entryPoints = names.map((name) => join(projectRoot, 'functions', name, 'handler.ts'));
  // With splitting, what several functions share is bundled once.
  const { outputs } = (await bundle({ entryPoints, outdir: 'bundles', splitting: true, write: false }))
    .metafile;
  return [...new Set(Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs)))];
}

/** The SDK clients that a handler reaches, each with the names its own modules import from it. */
async function commandsOf(name: string): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  for (const source of (await filesIn([name])).filter((path) => !path.includes('node_modules'))) {
    const text = readFileSync(join(projectRoot, source), 'utf8');
    for (const [, names = '', client = ''] of text.matchAll(
      /import \{([^}]*)\} from '@aws-sdk\/(client-[a-z]+)'/g,
    )) {
      const values = names.split(',').map((word) => word.trim());
      const wanted = values.filter((word) => word && !word.startsWith('type '));
      if (wanted.length > 0) found.set(client, new Set([...(found.get(client) ?? []), ...wanted]));
    }
  }
  return found;
}

// Like a handler without a step: the logger and the clients are made at import, and the commands are kept.
function floorSource(commands: Map<string, Set<string>>): string {
  const imports = [...commands].map(
    ([client, names]) => `import { ${[...names].join(', ')} } from '@aws-sdk/${client}';`,
  );
  const classes = [...commands.values()].map((names) => [...names].find((name) => name.endsWith('Client')));
  const others = [...commands.values()].flatMap((names) =>
    [...names].filter((name) => !name.endsWith('Client')),
  );
  return `
    import middy from '@middy/core';
    import { Logger } from '@aws-lambda-powertools/logger';
    import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
    ${imports.join('\n')}
    const clients = [${classes.map((name) => `new ${name}({})`).join(', ')}];
    export const handler = middy().use(injectLambdaContext(new Logger())).handler(async () => [clients.length, ${others.join(', ')}]);`;
}

function bundle(options: Parameters<typeof build>[0]) {
  const text = readFileSync(join(projectRoot, 'serverless.yml'), 'utf8');
  const { minify, target, mainFields, external, banner, loader }: EsbuildSettings =
    parse(text).custom.esbuild;
  return build({
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    metafile: true,
    absWorkingDir: projectRoot,
    ...{ minify, target, mainFields, external, banner, loader },
    ...options,
  }) as Promise<{ metafile: Metafile }>;
}
