import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { readStored } from '#shared/domain/stored-json.ts';
import { CommandRefused } from './errors.ts';

/** Where running local stacks describe themselves, each in a file with the number of its process. */
const FOLDER = fileURLToPath(new URL('../.local/environments', import.meta.url));

/** The description of the local stack of a process. */
export const localEnvironmentOf = (pid: number, folder = FOLDER): string => join(folder, `${pid}.json`);

/** The descriptions of the local stacks that are running. */
export function runningEnvironments(folder = FOLDER): string[] {
  let files: string[] = [];
  try {
    files = readdirSync(folder);
  } catch {
    // Nothing was started yet.
  }
  return files
    .filter((file) => isRunning(Number(file.replace('.json', ''))))
    .map((file) => join(folder, file));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * The local stack that is meant: the one that SPAPI_LOCAL names, or the only one that is running.
 * @throws CommandRefused when none or several are running
 */
export function chooseEnvironment(chosen = process.env.SPAPI_LOCAL, folder = FOLDER): string {
  if (chosen) return chosen;
  const [file, ...others] = runningEnvironments(folder);
  if (!file) throw noLocalStack('none was started in this folder');
  if (others.length === 0) return file;
  throw new CommandRefused({
    what: `${others.length + 1} local stacks are running: ${[file, ...others].join(', ')}.`,
    remedy: 'Set SPAPI_LOCAL to the file of one of them, or stop the others.',
  });
}

const LocalEnvironment = z.object({
  endpoint: z.url(),
  region: z.string(),
  stage: z.string(),
  namespace: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  lwaEndpoint: z.url(),
  spApiEndpoint: z.string(),
  stateMachineArn: z.string(),
  /** Template of the addresses where the stand-in plays Seller and Vendor Central. */
  centralEndpoint: z.string(),
});
export type LocalEnvironment = z.infer<typeof LocalEnvironment>;

/**
 * What `--local` works with.
 * @throws CommandRefused when no local stack is running, as far as its description tells
 */
export function readLocalEnvironment(file = chooseEnvironment()): LocalEnvironment {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw noLocalStack(`${file} is not there`);
  }
  const local = readStored(LocalEnvironment, text);
  if (!local) throw noLocalStack(`${file} does not describe one`);
  return local;
}

/** @throws CommandRefused when nothing answers where the local stack was */
export async function requireAnswer({ endpoint }: LocalEnvironment): Promise<void> {
  try {
    await fetch(endpoint, { method: 'HEAD', signal: AbortSignal.timeout(5_000) });
  } catch {
    throw noLocalStack(`nothing answers at ${endpoint}`);
  }
}

const noLocalStack = (why: string) =>
  new CommandRefused({
    what: `No local stack is running: ${why}.`,
    remedy: 'Start it with "npm run local" and leave it running, or leave --local out to use AWS.',
  });
