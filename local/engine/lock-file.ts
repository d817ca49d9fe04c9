import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { isAlive, poll } from './processes.ts';

/**
 * Holds a lock among processes, and answers how to give it back. It is taken by linking a finished file, so that its
 * owner can always be read from it, and a lock whose owner is gone is taken over.
 */
export async function lockFile(file: string, options: { deadlineMs: number }): Promise<() => void> {
  const own = `${file}.${randomUUID()}`;
  writeFileSync(own, String(process.pid));
  try {
    const taken = await poll(() => tryLink(own, file), { ...options, everyMs: 200 });
    if (!taken) throw new Error(`Another process has held ${file} for too long`);
  } finally {
    rmSync(own, { force: true });
  }
  return () => unlinkSync(file);
}

function tryLink(own: string, file: string): true | undefined {
  try {
    linkSync(own, file);
    return true;
  } catch {
    const owner = readIfThere(file);
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(file, { force: true });
    return undefined;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
