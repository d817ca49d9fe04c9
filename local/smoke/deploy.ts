import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { endGroup } from '../engine/processes.ts';
import { projectRoot } from '../engine/project-root.ts';
import { copyService } from '../engine/service-copy.ts';
import { describeStack, firstFailure } from '../engine/stack.ts';
import type { SmokeSession } from './session.ts';

/** How often to say that the deployment still runs. */
const SAY_EVERY_MS = 30_000;

/** Enough to see what the framework complains about. */
const LAST_LINES = 12;

/**
 * Deploys with `serverless deploy`.
 * @param options besides stage and region
 */
export const serverlessDeploy =
  (options: string[]): SmokeSession['deploy'] =>
  (session) =>
    runFramework(session, options);

async function runFramework(session: SmokeSession, options: string[]): Promise<string> {
  const { aws, env, installation, say, signal, stackName } = session;
  const { stage, region } = installation;
  signal.throwIfAborted();
  const { folder, remove } = copyService(projectRoot);
  const cli = join(folder, 'node_modules', 'serverless', 'bin', 'serverless.js');
  const words = [cli, 'deploy', '--stage', stage, '--region', region, ...options];
  // In a process group of its own: Ctrl-C reaches this process only, which decides.
  const child = spawn(process.execPath, words, {
    ...{ cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] as const },
  });
  const cloudFormation = new CloudFormationClient(aws);
  const saying = setInterval(() => {
    describeStack(cloudFormation, stackName).then(
      (stack) => say(`          the stack is ${stack?.StackStatus ?? 'not there yet'}`),
      () => {},
    );
  }, SAY_EVERY_MS);
  const stop = () => void endGroup(child);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const { code, output } = await endOf(child);
    signal.throwIfAborted();
    if (code === 0) return output;
    const failure = await firstFailure(cloudFormation, stackName).catch(() => undefined);
    throw new Error(failure ?? `serverless deploy ended with ${code}: ${lastLines(output)}`);
  } finally {
    signal.removeEventListener('abort', stop);
    clearInterval(saying);
    remove();
  }
}

function endOf(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

const lastLines = (output: string) => output.trim().split('\n').slice(-LAST_LINES).join(' ');
