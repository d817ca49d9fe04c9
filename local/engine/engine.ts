import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ensureMiniStack } from './ministack-environment.ts';
import { type RunningMiniStack, startMiniStack } from './ministack-process.ts';
import { projectRoot } from './project-root.ts';

/** The region of an engine, unless {@link inRegion} gives another. */
export const HOME_REGION = 'us-east-1';

/** How to start the embedded AWS. */
export interface EngineOptions {
  /** scales the waits and retry intervals of the state machines; 1 is real time */
  waitScale?: number;
  /** JSON of an `origin` in milliseconds since 1970 and the `rate` at which time runs from then on; by default real time */
  virtualTime?: string | undefined;
  log?: (line: string) => void;
  /** where the engine's files and output go; without it a temporary folder that close() removes */
  dataFolder?: string;
}

/** A running AWS: the embedded one, or the one that AWS_ENDPOINT_URL names. */
export interface Engine {
  endpoint: string;
  region: string;
  accountId: string;
  /** an administrator's */
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** configuration for any AWS SDK client */
  clientConfig: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  /** the engine's own output */
  logFile?: string;
  /** false when AWS_ENDPOINT_URL was given and is used */
  started: boolean;
  /** Aborts, with the reason, when an engine that was started here ends by itself. */
  ended: AbortSignal;
  /** Stops the process and its workers; nothing is left running. */
  close(): Promise<void>;
}

/** Remembers the account of an embedded AWS as it is, so that {@link restoreAccount} goes back to it. */
export const keepAccount = (engine: Engine): Promise<void> => ask(engine, 'checkpoint');

/** Puts back what was remembered, but for what a deployed stack consists of. Executions that run end untold. */
export const restoreAccount = (engine: Engine): Promise<void> => ask(engine, 'restore');

async function ask({ endpoint }: Engine, what: string): Promise<void> {
  const reply = await fetch(`${endpoint}/_ministack/${what}`, { method: 'POST' });
  if (!reply.ok) throw new Error(`The embedded AWS answers ${reply.status} to ${what}.`);
}

/** Starts the embedded AWS, or uses the one that AWS_ENDPOINT_URL names. */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  return endpoint ? useGivenEngine(endpoint) : startOwnEngine(options);
}

async function useGivenEngine(endpoint: string): Promise<Engine> {
  const credentials = {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'test',
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'test',
  };
  const sts = new STSClient({ endpoint, region: HOME_REGION, credentials });
  const { Account: accountId = '' } = await sts.send(new GetCallerIdentityCommand({}));

  return engineOf({
    endpoint,
    credentials,
    accountId,
    started: false,
    ended: new AbortController().signal,
    close: async () => {},
  });
}

async function startOwnEngine(options: EngineOptions): Promise<Engine> {
  const { waitScale = 1, virtualTime, log = () => {}, dataFolder } = options;
  const venv = join(projectRoot, '.venv');
  const python = await ensureMiniStack({ venv, notes: join(projectRoot, '.local'), log });
  const folder = dataFolder ?? mkdtempSync(join(tmpdir(), 'embedded-aws-'));
  // A folder that was given keeps the engine's output.
  const scratch = dataFolder ? join(folder, 'tmp') : folder;
  const removeScratch = () => rmSync(scratch, { recursive: true, force: true });
  let running: RunningMiniStack;
  try {
    running = await startMiniStack({ python, folder, scratch, waitScale, virtualTime, region: HOME_REGION });
  } catch (error) {
    removeScratch();
    throw error;
  }
  const close = async () => {
    await running.stop();
    removeScratch();
  };
  return engineOf({ ...running, started: true, close });
}

/** The same engine in another region: what it keeps for a region is separate, IAM is not. Closing it does nothing. */
export const inRegion = (engine: Engine, region: string): Engine => ({
  ...engine,
  region,
  clientConfig: { ...engine.clientConfig, region },
  close: async () => {},
});

function engineOf(parts: Omit<Engine, 'region' | 'clientConfig'>): Engine {
  const { endpoint, credentials, accountId, started, ended, close, logFile } = parts;
  const clientConfig = { endpoint, region: HOME_REGION, credentials };
  return {
    endpoint,
    region: HOME_REGION,
    accountId,
    credentials,
    clientConfig,
    started,
    ended,
    close,
    ...(logFile && { logFile }),
  };
}
