import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { readTextFile, unreadable } from '../read-file.ts';

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
 * @param onUnreadable is told each file or folder below that cannot be read, which is left out
 * @throws UsageError when the root itself cannot be read
 */
export function* sourceFiles(root: string, onUnreadable: (path: string) => void): Generator<SourceFile> {
  if (statOf(root).isFile()) return yield { path: root, text: readTextFile('file', root) };
  readable(
    () => readdirSync(root),
    (error) => {
      throw unreadable('folder', root, error);
    },
  );
  for (const path of filesBelow(root, onUnreadable)) {
    const text = readable(
      () => readFileSync(path, 'utf8'),
      () => onUnreadable(path),
    );
    if (text !== undefined && !text.includes('\0')) yield { path: relative(root, path), text };
  }
}

function readable<T>(read: () => T, otherwise: (error: unknown) => void): T | undefined {
  try {
    return read();
  } catch (error) {
    otherwise(error);
    return undefined;
  }
}

function statOf(path: string) {
  try {
    return statSync(path);
  } catch (error) {
    throw unreadable('file or folder', path, error);
  }
}

function* filesBelow(folder: string, onUnreadable: (path: string) => void): Generator<string> {
  const list = () => readdirSync(folder, { withFileTypes: true });
  const entries = readable(list, () => onUnreadable(folder)) ?? [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED.test(entry.name)) yield* filesBelow(path, onUnreadable);
    if (!entry.isFile() || !isSource(entry.name)) continue;
    const size =
      readable(
        () => statSync(path).size,
        () => onUnreadable(path),
      ) ?? Number.POSITIVE_INFINITY;
    if (size <= MOST_BYTES) yield path;
  }
}

const isSource = (name: string) =>
  SOURCES.has(extname(name).toLowerCase()) && !/\.min\.|(^|\W)(package-lock|composer\.lock)/.test(name);
