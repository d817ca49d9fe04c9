import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExportFile } from '#shared/connect/targets/target.ts';
import { CommandRefused } from '../errors.ts';

/** Only the owner reads a file with secrets. */
const PRIVATE = 0o600;

/**
 * Writes the files below a folder. Nothing is written where one of them is there, or where git would track a secret.
 * @throws CommandRefused
 */
export function writeFiles(folder: string, files: readonly ExportFile[]): void {
  const there = files.find(({ path }) => existsSync(join(folder, path)));
  if (there)
    throw new CommandRefused({
      what: `${join(folder, there.path)} exists, and is not overwritten.`,
      remedy: 'Delete it, or give another folder with --out.',
    });
  mkdirSync(folder, { recursive: true });
  const tracked = files.find(({ path, secret }) => secret && wouldBeTracked(folder, path));
  if (tracked)
    throw new CommandRefused({
      what: `Git would track ${join(folder, tracked.path)}, which holds secrets. Nothing was written.`,
      remedy: `Add ${tracked.path} to .gitignore, or give a folder outside of the repository with --out.`,
    });
  for (const { path, text, secret } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx', ...(secret && { mode: PRIVATE }) });
    if (secret) chmodSync(file, PRIVATE);
  }
}

/** Whether the folder is in a repository that does not ignore the file; without git nothing is tracked. */
function wouldBeTracked(folder: string, path: string): boolean {
  try {
    const env = { ...process.env, LC_ALL: 'C' };
    execFileSync('git', ['check-ignore', '--quiet', path], { cwd: folder, env, stdio: 'pipe' });
    return false;
  } catch (error) {
    const { status, stderr } = error as { status?: number; stderr?: Buffer };
    // 1: not ignored. 128 without these words: a repository that git cannot or does not want to read.
    return status === 1 || (status === 128 && !/not a git repository \(/.test(String(stderr)));
  }
}
