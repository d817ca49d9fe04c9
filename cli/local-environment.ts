import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { readStored } from '#shared/domain/stored-json.ts';
import { CommandRefused } from './errors.ts';

/** Where the running local stack describes itself. */
export const LOCAL_ENVIRONMENT_FILE = fileURLToPath(new URL('../.local/environment.json', import.meta.url));

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
export function readLocalEnvironment(file = LOCAL_ENVIRONMENT_FILE): LocalEnvironment {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw noLocalStack('.local/environment.json is not there');
  }
  const local = readStored(LocalEnvironment, text);
  if (!local) throw noLocalStack('.local/environment.json does not describe one');
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
