import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CommandRefused } from '../errors.ts';

/** Signals that the program gets in our place: it decides what they mean. */
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** A shell gives this much more than the number of the signal that ended a program. */
const BY_SIGNAL = 128;

/**
 * Runs a program with these variables besides our own, on our own input and output, and waits for its end.
 * @returns its exit code; that of a shell where a signal ended it
 * @throws CommandRefused when it cannot be started
 */
export function runProgram(
  program: string,
  args: string[],
  variables: Record<string, string>,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const child = spawn(program, args, { env: { ...process.env, ...variables }, stdio: 'inherit' });
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  for (const signal of PASSED_ON) process.on(signal, pass);
  const done = () => {
    for (const signal of PASSED_ON) process.off(signal, pass);
  };
  child.on('error', (error: NodeJS.ErrnoException) => {
    done();
    reject(notStarted(program, error.code));
  });
  child.on('exit', (code, signal) => {
    done();
    resolve(signal ? BY_SIGNAL + constants.signals[signal] : (code ?? 1));
  });
  return promise;
}

const notStarted = (program: string, code = 'unknown') =>
  new CommandRefused({
    what: `${program} could not be started (${code}).`,
    remedy: 'Check its name and PATH. A shell command with pipes or variables needs a shell: -- sh -c "…".',
  });
