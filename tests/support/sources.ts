import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** An import of a source file. */
export interface Import {
  /** As it is written, a relative one made absolute from the root: `#shared/x.ts` and `../x.ts` read alike. */
  target: string;
  /** Whether nothing is left of it when the program runs. */
  typeOnly: boolean;
}

export interface Source {
  /** Path from the root, with slashes. */
  path: string;
  text: string;
  imports: Import[];
}

const FROM = /^(?:import|export)\s+(type\s+)?([^;'"]*?)\s*from\s+'([^']+)';/gms;
const BARE = /^import\s+'([^']+)';|\bimport\('([^']+)'\)/gm;

// `import { type A, type B } from` leaves nothing behind either, under verbatimModuleSyntax only an empty import.
const namesTypesOnly = (names: string) =>
  names.startsWith('{') &&
  names
    .replace(/[{}]/g, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .every((name) => name.startsWith('type '));

function absolute(path: string, target: string): string {
  if (target.startsWith('#shared/')) return target.replace('#shared/', 'shared/');
  return target.startsWith('.') ? join(path, '..', target).replaceAll('\\', '/') : target;
}

function importsOf(path: string, text: string): Import[] {
  const from = [...text.matchAll(FROM)].map(([, type, names = '', target = '']) => ({
    target: absolute(path, target),
    typeOnly: type !== undefined || namesTypesOnly(names),
  }));
  const bare = [...text.matchAll(BARE)].map(([, one, other]) => ({
    target: absolute(path, one ?? other ?? ''),
    typeOnly: false,
  }));
  return [...from, ...bare];
}

/** All TypeScript sources below a folder of the project. */
export function sourcesIn(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const path = `${folder}/${name.replaceAll('\\', '/')}`;
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    })
    .toSorted((a, b) => a.path.localeCompare(b.path));
}

/** The imports of sources that a rule does not allow, as `file -> target`. */
export const violations = (sources: Source[], allowed: (one: Import, source: Source) => boolean): string[] =>
  sources.flatMap((source) =>
    source.imports
      .filter((one) => !allowed(one, source))
      .map((one) => `${source.path} -> ${one.typeOnly ? 'type ' : ''}${one.target}`),
  );
