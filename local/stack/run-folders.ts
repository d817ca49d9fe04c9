import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../engine/processes.ts';

/** A folder for one run, with the number of its process in its name. */
const OF_A_RUN = /^[a-z][a-z0-9-]*-(\d+)-run-\w{6}$/;

/** What a stopped run leaves in `.local/environments`. */
const OF_AN_ENVIRONMENT = /^(\d+)\.json$/;

/**
 * Makes a folder for this run alone, and removes those of runs that were killed.
 * @param root the folder of all runs
 * @param name what the folder is for: the stage
 */
export function makeRunFolder(root: string, name: string): string {
  mkdirSync(root, { recursive: true });
  removeDead(root, OF_A_RUN);
  removeDead(join(root, 'environments'), OF_AN_ENVIRONMENT);
  return mkdtempSync(join(root, `${name}-${process.pid}-run-`));
}

function removeDead(folder: string, pattern: RegExp): void {
  for (const name of namesIn(folder)) {
    const pid = name.match(pattern)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No run has made it yet.
    return [];
  }
}
