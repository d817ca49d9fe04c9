import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import { projectRoot } from '../engine/project-root.ts';

/** A regular expression of the product. */
export interface FoundRegex {
  source: string;
  flags: string;
  /** The first file that has it. */
  file: string;
}

/** All that runs at users: functions, what they share, their pages' scripts, the command line. */
const SOURCES = ['functions/**/*.{ts,js}', 'shared/**/*.{ts,js}', 'cli/**/*.ts'];

/** As it stands in the list of verdicts. */
export const written = ({ source, flags }: FoundRegex): string => `/${source}/${flags}`;

/** Every regular expression that stands in a source, each once; those that are put together while it runs are not found. */
export function findRegexes(): FoundRegex[] {
  const found = new Map<string, FoundRegex>();
  for (const file of globSync(SOURCES, { cwd: projectRoot }).toSorted()) {
    const code = readFileSync(join(projectRoot, file), 'utf8');
    const syntax = file.endsWith('.ts') ? ('typescript' as const) : ('ecmascript' as const);
    collect(parseSync(code, { syntax, target: 'es2022' }), (source, flags) => {
      const one = { source, flags, file };
      if (!found.has(written(one))) found.set(written(one), one);
    });
  }
  return [...found.values()];
}

function collect(node: unknown, add: (source: string, flags: string) => void): void {
  if (typeof node !== 'object' || node === null) return;
  const { type, pattern, flags } = node as { type?: string; pattern?: string; flags?: string };
  if (type === 'RegExpLiteral' && pattern !== undefined) add(pattern, flags ?? '');
  else for (const child of Object.values(node)) collect(child, add);
}
