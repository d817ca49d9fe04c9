import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { UsageError } from '../errors.ts';

/** What others wrote, or a program made. */
const SKIPPED =
  /^(node_modules|bower_components|vendor|dist|build|target|\.git|\.svn|\.hg|\.venv|venv|__pycache__)$/;

const SOURCES = new Set([
  ...[
    '.js',
    '.mjs',
    '.cjs',
    '.jsx',
    '.ts',
    '.mts',
    '.cts',
    '.tsx',
    '.vue',
    '.coffee',
    '.py',
    '.rb',
    '.rake',
    '.php',
  ],
  ...[
    '.phtml',
    '.inc',
    '.java',
    '.kt',
    '.kts',
    '.scala',
    '.groovy',
    '.clj',
    '.cs',
    '.vb',
    '.fs',
    '.go',
    '.rs',
    '.ex',
  ],
  ...[
    '.exs',
    '.pl',
    '.pm',
    '.sh',
    '.bash',
    '.ps1',
    '.sql',
    '.swift',
    '.c',
    '.cc',
    '.cpp',
    '.h',
    '.m',
    '.r',
    '.lua',
  ],
  ...['.yml', '.yaml', '.json', '.xml', '.ini', '.properties', '.toml', '.conf', '.cfg', '.env', '.tf'],
]);

/** A larger file is data, or made by a program. */
const MOST_BYTES = 1024 * 1024;

/** A source file and its text; the path is relative to the folder that was given. */
export interface SourceFile {
  path: string;
  text: string;
}

/**
 * The source files below a folder, or the one file, in the order of their paths. Links are not followed.
 * @throws UsageError when it cannot be read
 */
export function* sourceFiles(root: string): Generator<SourceFile> {
  if (statOf(root).isFile()) return yield { path: root, text: readFileSync(root, 'utf8') };
  for (const path of filesBelow(root)) {
    const text = readFileSync(path, 'utf8');
    if (!text.includes('\0')) yield { path: relative(root, path), text };
  }
}

function statOf(path: string) {
  try {
    return statSync(path);
  } catch (error) {
    throw new UsageError(`This cannot be read (${(error as { code?: string }).code}): ${path}`);
  }
}

function* filesBelow(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED.test(entry.name)) yield* filesBelow(path);
    if (entry.isFile() && isSource(entry.name) && statSync(path).size <= MOST_BYTES) yield path;
  }
}

const isSource = (name: string) =>
  SOURCES.has(extname(name).toLowerCase()) && !/\.min\.|(^|\W)(package-lock|composer\.lock)/.test(name);
