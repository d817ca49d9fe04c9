import { CommanderError } from 'commander';
import { explainError, UsageError } from './errors.ts';
import { note, styled } from './output.ts';

/** Says an error to the person: what happened and what to do. */
export function sayError(error: unknown): void {
  const { what, remedy } = explainError(error);
  note(`${styled('red', 'Error:')} ${what}`, ...(remedy ? [`What to do: ${remedy}`] : []));
}

/** Says what ended the command, and gives its exit code: 1 refused or failed, 2 wrong usage, 0 after --help. */
export function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return reportUsage(error);
  sayError(error);
  return error instanceof UsageError ? 2 : 1;
}

function reportUsage({ code, exitCode, message }: CommanderError): number {
  // Help was printed already, because it was asked for.
  if (exitCode === 0) return 0;
  if (code === 'commander.help') return 2;
  note(`${styled('red', 'Error:')} ${withoutSecrets(message.replace(/^error: /, ''))}`);
  if (code === 'commander.unknownOption' && /secret|token|client|key/i.test(message))
    note('Secrets are asked for, or read with --from-stdin; the command line shows them to every process.');
  note('See --help.');
  return 2;
}

/** Longer than any name of ours, shorter than any secret. */
const LONGEST_NAME = 36;

// Commander quotes what was typed, and a person may have typed a secret where it does not belong.
function withoutSecrets(message: string): string {
  return message.replaceAll(/'([^']*)'/g, (quoted, text: string) =>
    text.length > LONGEST_NAME || text.includes('=')
      ? `'${text.match(/^-{1,2}[\w-]{1,30}(?==)/)?.[0] ?? '…'}'`
      : quoted,
  );
}
