import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { COMMANDS } from '../../cli/commands.ts';
import { builtCli } from '../person/built-cli.ts';
import { median } from './cold-start.ts';

/** How long a start takes, median of all runs in milliseconds. */
export interface StartTime {
  command: string;
  ms: number;
}

/** Time until `spapi --help` has ended, and how many times that of `node -e 0` it may be. */
const HELP_MS = 120;
const HELP_TIMES = 4;
/** Time until any command has read what it needs. */
const COMMAND_MS = 250;
/** `node -e 0` on an idle machine. Where it takes longer, the machine is busy or slow, and the limits in ms grow alike. */
const IDLE_MS = 40;

const BARE = 'node -e 0';
const HELP = 'spapi --help';

function timeOf(words: string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
}

/**
 * Measures the start of the bundled command line, beside a Node that does nothing. A run takes each once, so that all
 * have the same machine; a command's help is what it prints once all it needs is read.
 */
export async function measureStarts(runs: number): Promise<StartTime[]> {
  const cli = join(await builtCli());
  const starts = [
    { command: BARE, words: ['-e', '0'] },
    { command: HELP, words: [cli, '--help'] },
    ...Object.keys(COMMANDS).map((name) => ({ command: `spapi ${name}`, words: [cli, name, '--help'] })),
  ];
  const times = starts.map((): number[] => []);
  for (let run = 0; run < runs; run++)
    starts.forEach(({ words }, i) => {
      times[i]?.push(timeOf(words));
    });
  return starts.map(({ command }, i) => ({ command, ms: median(times[i] ?? []) }));
}

/** What is slower than promised, on an idle machine or a busy one. */
export function judgeStarts(starts: StartTime[]): string[] {
  const bare = starts.find(({ command }) => command === BARE)?.ms ?? 0;
  const slower = Math.max(1, bare / IDLE_MS);
  return starts.flatMap(({ command, ms }) => {
    if (command === BARE) return [];
    const most = command === HELP ? Math.min(HELP_MS * slower, HELP_TIMES * bare) : COMMAND_MS * slower;
    return ms > most ? [`${command}: ${ms.toFixed(0)} ms, at most ${most.toFixed(0)} ms`] : [];
  });
}

/** The times as a table, each also in times of a bare Node. */
export function startLines(starts: StartTime[]): string[] {
  const bare = starts.find(({ command }) => command === BARE)?.ms ?? 1;
  return starts.map(
    ({ command, ms }) =>
      `${command.padEnd(20)} ${ms.toFixed(0).padStart(5)} ms ${(ms / bare).toFixed(1).padStart(5)} times`,
  );
}
