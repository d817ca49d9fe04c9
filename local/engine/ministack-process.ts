import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endGroup, hasEnded, poll, signalGroup } from './processes.ts';
import { projectRoot } from './project-root.ts';

const accountId = '123456789012';
const launcher = fileURLToPath(new URL('ministack/start.py', import.meta.url));
const services =
  'cloudformation,s3,lambda,states,iam,sts,ssm,sns,sqs,kms,logs,events,scheduler,monitoring,organizations';

/** A MiniStack process that answers requests. */
export interface RunningMiniStack {
  endpoint: string;
  accountId: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  logFile: string;
  /** Aborts, with the reason, when the process ends without having been stopped. */
  ended: AbortSignal;
  stop(): Promise<void>;
}

interface StartOptions {
  python: string;
  folder: string;
  /** removed by the engine itself, should this process end without stopping it */
  scratch: string;
  waitScale: number;
  virtualTime: string | undefined;
  region: string;
}

/** Starts MiniStack on a free loopback port and waits until it answers. */
export async function startMiniStack(options: StartOptions): Promise<RunningMiniStack> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const logFile = join(options.folder, 'engine.log');
  // Another local process must not be an administrator by guessing, so each start has keys of its own.
  const credentials = {
    accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString('hex'),
  };
  const child = launch(options, logFile, environmentOf(options, port, credentials));
  const killOnExit = () => child.pid !== undefined && signalGroup(child.pid, 'SIGKILL');
  process.once('exit', killOnExit);
  const ended = new AbortController();
  const tellEnd = (code: number | null, signal: string | null) =>
    ended.abort(new Error(`The embedded AWS ended unexpectedly (${signal ?? `exit status ${code}`}).`));
  child.once('exit', tellEnd);
  const stop = async () => {
    child.removeListener('exit', tellEnd);
    // MiniStack keeps nothing on disk that needs an orderly end, and waiting callback tasks would delay one.
    await endGroup(child, 1_500);
    process.removeListener('exit', killOnExit);
  };
  if (!(await answers(child, endpoint))) {
    await stop();
    throw new Error(`The embedded AWS did not start:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
  }
  return { endpoint, accountId, credentials, logFile, ended: ended.signal, stop };
}

/** In a process group of its own: Ctrl-C reaches the parent only, which decides, and close() reaches every worker. */
function launch({ python, folder }: StartOptions, logFile: string, env: NodeJS.ProcessEnv): ChildProcess {
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  const log = openSync(logFile, 'a');
  try {
    const child = spawn(python, [launcher], {
      cwd: folder,
      env,
      detached: true,
      stdio: ['ignore', log, log],
    });
    // Whoever started it may end without stopping it: it then ends itself.
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** Nothing of the developer's environment goes in but the PATH: Lambdas would inherit it. */
function environmentOf(
  { folder, scratch, waitScale, virtualTime, region }: StartOptions,
  port: number,
  credentials: RunningMiniStack['credentials'],
): NodeJS.ProcessEnv {
  const folders = join(folder, 'tmp');
  return {
    PATH: process.env.PATH,
    HOME: folders,
    TMPDIR: folders,
    LANG: 'C.UTF-8',
    PYTHONUNBUFFERED: '1',
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: '127.0.0.1',
    MINISTACK_ACCOUNT_ID: accountId,
    MINISTACK_REGION: region,
    ENGINE_SCRATCH: scratch,
    SERVICES: services,
    AUTH: 'true',
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    // a socket that does not exist: MiniStack then leaves Docker alone
    DOCKER_HOST: `unix://${join(folders, 'no-docker.sock')}`,
    FUNCTION_CODE: join(projectRoot, '.local', 'functions'),
    NODE_COMPILE_CACHE: join(projectRoot, '.local', 'compiled'),
    // All that Python compiles, found by the next engine; the source folder stays free of __pycache__.
    PYTHONPYCACHEPREFIX: join(projectRoot, '.local', 'compiled-python'),
    S3_DATA_DIR: join(folder, 's3'),
    STATE_DIR: join(folder, 'state'),
    SFN_WAIT_SCALE: String(waitScale),
    ...(virtualTime && { VIRTUAL_TIME: virtualTime }),
    // MiniStack takes these for its root user's, and hands the endpoint to every Lambda
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  };
}

async function answers(child: ChildProcess, endpoint: string): Promise<boolean> {
  child.on('error', () => {});
  const check = async () => {
    if (hasEnded(child) || child.pid === undefined) return false;
    const reply = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    return reply?.ok || undefined;
  };
  return (await poll(check, { deadlineMs: 30_000, everyMs: 50 })) === true;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
