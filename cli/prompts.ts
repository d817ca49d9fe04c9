import type { Finding } from '#shared/domain/lwa-formats.ts';
import { UsageError } from './errors.ts';
import { note } from './output.ts';

/** One value to ask for. */
export interface Question {
  name: string;
  label: string;
  secret: boolean;
  check(value: string): Finding;
}

// Prompts go to standard error: standard output holds results only.
const context = { output: process.stderr, clearPromptOnDone: false };

/** @throws UsageError when nobody can be asked */
export function requireTerminal(): void {
  if (process.stdin.isTTY && process.stderr.isTTY) return;
  throw new UsageError(
    'There is no terminal to ask on. For a script give the answers as one JSON object on standard input, with --from-stdin.',
  );
}

/**
 * Asks for each value, again until its form is right; what is only unusual is said and confirmed.
 * @throws ExitPromptError when the person stops
 */
export async function askAll(questions: readonly Question[]): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const question of questions) answers[question.name] = await ask(question);
  return answers;
}

async function ask(question: Question): Promise<string> {
  for (;;) {
    const value = (await read(question)).trim();
    const { problem, doubt } = question.check(value);
    if (problem) note(`  ${problem}`);
    else if (!doubt || (await confirmed(`This ${doubt} Use it all the same?`))) return value;
  }
}

// The prompt's own validation would keep the refused text in the line, where the next paste is added to it.
async function read({ label, secret }: Question): Promise<string> {
  const { input, password } = await import('./inquirer.ts');
  const message = `${label}:`;
  // Without the switch that makes a password visible: the terminal keeps what it once showed.
  return secret ? password({ message, mask: true, toggleMask: false }, context) : input({ message }, context);
}

/** Asks a question with yes or no; no is the default. */
export async function confirmed(message: string): Promise<boolean> {
  const { confirm } = await import('./inquirer.ts');
  return confirm({ message, default: false }, context);
}
