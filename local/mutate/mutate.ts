/**
 * Changes the sources one at a time in a copy, and tells which changes no unit test notices.
 *
 *   npm run mutate                                  150 random mutants of functions/ and shared/
 *   npm run mutate -- --most 300 --seed 7           others
 *   npm run mutate -- shared/diagnosis --all        every mutant of a folder or file
 */
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { projectRoot } from '../engine/project-root.ts';
import { onInterrupt } from '../stack/interrupt.ts';
import { EQUIVALENTS } from './equivalents.ts';
import { findMutants, type Mutant } from './find-mutants.ts';
import { readImporters, relatedTests } from './related-tests.ts';
import { counted, reportLines, type Tried } from './score.ts';
import { jestIn, tryMutant } from './try-mutant.ts';

/** They take minutes, and judge the whole tree. */
const TOO_SLOW = /local\/regexes|diagnose\.laws|\/whole\/words|\/docs\//;
/** What no test changes: the libraries, and the Python of the embedded AWS. */
const LINKED = ['node_modules', '.venv'];
/** Several times what some test files take on a busy machine. */
const deadlineMs = (files: number) => 60_000 + files * 5_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    most: { type: 'string', default: '150' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    all: { type: 'boolean', default: false },
  },
});
const wanted = positionals.length > 0 ? positionals : ['functions', 'shared'];
const sources = globSync('{functions,shared}/**/*.ts', { cwd: projectRoot })
  .filter((file) => !file.endsWith('.d.ts') && wanted.some((name) => `${file}/`.startsWith(`${name}/`)))
  .toSorted();
const all = sources.flatMap((file) => findMutants(file, readFileSync(join(projectRoot, file), 'utf8')));
const left = choose(counted(all, EQUIVALENTS));
const importers = readImporters(projectRoot);
const total = left.length;
console.log(`${total} of ${all.length} mutants of ${sources.length} files, seed ${values.seed}`);

const folders = Array.from({ length: Number(values.workers) }, copyTree);
const remove = () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
};
const { signal, done } = onInterrupt();
const tried: Tried[] = [];
const sound = new Set<string>();
try {
  await Promise.all(folders.map(work));
} finally {
  remove();
  done();
}
for (const line of reportLines(tried)) console.log(line);

function choose(mutants: Mutant[]): Mutant[] {
  if (values.all) return mutants;
  const length = Math.min(Number(values.most), mutants.length);
  const some = fc.shuffledSubarray(mutants, { minLength: length, maxLength: length });
  return fc.sample(some, { seed: Number(values.seed), numRuns: 1 })[0] ?? [];
}

/** The working tree is never touched. */
function copyTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mutate-'));
  const skipped = /^(node_modules|\.git|\.venv|\.local|\.serverless|dist)$/;
  for (const name of globSync('{*,.*}', { cwd: projectRoot }))
    if (!skipped.test(name)) cpSync(join(projectRoot, name), join(folder, name), { recursive: true });
  for (const name of LINKED)
    if (existsSync(join(projectRoot, name))) symlinkSync(join(projectRoot, name), join(folder, name));
  return folder;
}

async function work(folder: string): Promise<void> {
  for (let mutant = left.shift(); mutant; mutant = left.shift()) {
    const tests = relatedTests(mutant.file, importers, TOO_SLOW);
    const verdict = await tryMutant(mutant, {
      folder,
      tests,
      sound,
      run: jestIn(folder, { deadlineMs, signal }),
    });
    if (signal.aborted) return;
    tried.push({ mutant, verdict });
    const { file, line, from, to } = mutant;
    console.log(
      `${tried.length}/${total}  ${verdict.padEnd(9)} ${file}:${line}  ${from.slice(0, 50)} -> ${to.slice(0, 50)}`,
    );
  }
}
