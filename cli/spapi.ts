#!/usr/bin/env node
import { CommanderError } from 'commander';
import { createProgram } from './program.ts';

// Whoever reads the output may have enough of it, as head has: nothing has failed then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const help = (error: unknown) => error instanceof CommanderError && error.exitCode === 0;

try {
  const program = await createProgram(process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  if (!help(error)) process.exitCode = (await import('./report.ts')).reportFailure(error);
}
