import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** What a finished command left behind. */
export interface CommandResult {
  exitCode: number | null;
  /** standard output and standard error, in the order they came */
  output: string;
}

/**
 * Runs a command to its end; only a command that cannot be started rejects.
 * @param options `input` is given on standard input, which is empty without it
 */
export function runCommand(
  command: string,
  parameters: string[],
  { input, ...options }: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const stdin = input === undefined ? 'ignore' : 'pipe';
    const child = spawn(command, parameters, { ...options, stdio: [stdin, 'pipe', 'pipe'] });
    child.stdin?.end(input);
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}

/** Asks `check` until it answers something, at most until the deadline; then undefined. */
export async function poll<T>(
  check: () => Promise<T | undefined> | T | undefined,
  options: { deadlineMs: number; everyMs?: number },
): Promise<T | undefined> {
  const deadline = Date.now() + options.deadlineMs;
  while (true) {
    const answer = await check();
    if (answer !== undefined || Date.now() >= deadline) return answer;
    await pause(options.everyMs ?? 100);
  }
}

/** Whether a process this one started has ended, by itself or by a signal. */
export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Whether any process of this machine has this number. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Signals a whole process group; a group that is already gone is what was wanted. */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Ends a detached child and all it started: politely first, then for certain. */
export async function endGroup(child: ChildProcess, deadlineMs = 5_000): Promise<void> {
  const leader = child.pid;
  if (leader === undefined) return;

  signalGroup(leader, 'SIGTERM');
  await poll(() => hasEnded(child) || undefined, { deadlineMs, everyMs: 20 });
  signalGroup(leader, 'SIGKILL');
}
