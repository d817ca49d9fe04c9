#!/usr/bin/env node
import { CommanderError } from 'commander';
import { warnOfBanner } from './npm-banner.ts';
import { createProgram } from './program.ts';

// Whoever reads the output may have enough of it, as head has: nothing has failed then.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });

const help = (error: unknown) => error instanceof CommanderError && error.exitCode === 0;

try {
  const words = process.argv.slice(2);
  warnOfBanner(words, { env: process.env, isTerminal: process.stdout.isTTY });
  const program = await createProgram(words);
  await program.parseAsync();
} catch (error) {
  if (!help(error)) process.exitCode = (await import('./report.ts')).reportFailure(error);
}
