import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decodeText } from './decode-text.ts';
import { UsageError } from './errors.ts';

/**
 * The text of a file that a person named.
 * @param what what the file is, in words: "evidence file"
 * @throws UsageError that says why it cannot be read, and what to do
 */
export function readTextFile(what: string, file: string): string {
  try {
    return decodeText(readFileSync(file));
  } catch (error) {
    throw unreadable(what, file, error);
  }
}

/**
 * The refusal of a file or folder that cannot be read.
 * @param error what the file system said
 */
export function unreadable(what: string, path: string, error: unknown): UsageError {
  const { code = 'unknown' } = error as { code?: string };
  const message = `The ${what} cannot be read (${code}): ${resolve(path)}`;
  return new UsageError(message, REMEDIES[code] ?? 'Check the path and your rights on it.');
}

const MISSING =
  'Check the spelling. A path that does not begin with / counts from the folder of the command.';
const REMEDIES: Record<string, string> = {
  ENOENT: MISSING,
  ENOTDIR: MISSING,
  EISDIR: 'This is a folder. Name the file in it.',
  EACCES: 'Give yourself the right to read it.',
  EPERM: 'Give yourself the right to read it.',
};
