import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const IMPORT = /(?:from|import)\s*\(?\s*['"](#shared\/|\.\.?\/)([^'"]+)['"]/g;
/** Nothing is left of them when the program runs. */
const TYPES = /^(?:import|export) type [^;]*;/gm;

/** By file, the files that import it. */
export type Importers = Map<string, Set<string>>;

/** Reads who imports whom. */
export function readImporters(root: string): Importers {
  const importers: Importers = new Map();
  for (const file of globSync('{functions,shared,local,cli,tests}/**/*.{ts,js}', { cwd: root }))
    for (const [, from = '', rest = ''] of codeOf(join(root, file)).matchAll(IMPORT)) {
      const target = from === '#shared/' ? `shared/${rest}` : join(file, '..', from, rest);
      importers.set(target, (importers.get(target) ?? new Set()).add(file));
    }
  return importers;
}

/**
 * The unit tests that a file can break: first those of its name, then those of its folder, then by the number of imports between.
 * @param tooSlow tests that are left out
 */
export function relatedTests(file: string, importers: Importers, tooSlow: RegExp): string[] {
  const distance = new Map([[file, 0]]);
  for (const [one, far] of distance)
    for (const importer of importers.get(one) ?? [])
      if (!distance.has(importer)) distance.set(importer, far + 1);
  const own = `tests/unit/${file.replace(/\.\w+$/, '')}.`;
  const step = file.startsWith('functions/') ? `tests/unit/${file.split('/', 2).join('/')}` : own;
  const folder = `tests/unit/${dirname(file)}/`;
  const rank = (test: string) => {
    if (test.startsWith(own) || test.startsWith(step)) return 0;
    return (distance.get(test) ?? 0) + (test.startsWith(folder) ? 0 : 100);
  };
  return [...distance.keys()]
    .filter((test) => /^tests\/unit\/.*\.test\.ts$/.test(test) && !tooSlow.test(test))
    .toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

const codeOf = (path: string) => readFileSync(path, 'utf8').replace(TYPES, '');
