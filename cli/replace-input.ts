import * as z from 'zod/mini';
import { ExecutionInput, inputOf } from '#shared/domain/application.ts';
import { replacedValues } from '#shared/domain/replaced-values.ts';
import { readFormerApplication } from '#shared/tasks/former-application.ts';
import { readApplication } from '#shared/tasks/read-application.ts';
import type { Connection } from './connection.ts';
import { CommandRefused, UsageError } from './errors.ts';
import type { TypedInput } from './execution-input.ts';
import { confirmed } from './prompts.ts';
import { requireAppName } from './tasks.ts';

/** What replacing a configuration needs; `ask` is there where a person sits before a terminal. */
export interface ReplaceNeeds {
  services: Pick<Connection['services'], 'parameters'>;
  again: string;
  ask?: ((question: string) => Promise<boolean>) | undefined;
}

/** Asks a person, where there is one. */
export const askAtTerminal = (): ReplaceNeeds['ask'] =>
  process.stdin.isTTY && process.stderr.isTTY ? confirmed : undefined;

/**
 * Makes sure that nobody replaces the configuration of an application by mistake.
 * @param replace whether it was said beforehand that it is meant
 * @returns what the input replaces, one line each
 * @throws CommandRefused when it is not confirmed, and what Parameter Store throws
 */
export async function confirmReplacement(
  { services, again, ask }: ReplaceNeeds,
  typed: TypedInput,
  replace = false,
): Promise<string[]> {
  const { appName } = typed;
  const stored = await readApplication(services, appName);
  const replaced = stored ? replacedValues(stored, z.parse(ExecutionInput, typed)) : [];
  if (replaced.length === 0 || replace) return replaced;
  const what = `This input replaces stored settings of ${appName}:\n${listed(replaced)}`;
  if (await ask?.(`${what}\nReplace them?`)) return replaced;
  throw new CommandRefused({
    what: ask ? 'Nothing was started.' : `${what}\nNothing was started.`,
    remedy: `To keep the stored settings: spapi start ${appName} --again${again}. To change them, run the same command with --replace.`,
  });
}

/** The lines about a configuration that was replaced, with the way back. */
export const replacedLines = (appName: string, replaced: string[], again: string): string[] =>
  replaced.length === 0
    ? []
    : [
        '',
        `Replaced:\n${listed(replaced)}`,
        `To go back to the former settings, stop this execution or reject its tasks, and then: spapi start ${appName} --undo${again}`,
      ];

/**
 * The input that an application had before the stored one replaced it.
 * @throws UsageError, CommandRefused when there is none, and what Parameter Store throws
 */
export async function readFormerInput(
  services: ReplaceNeeds['services'],
  appName: string | undefined,
): Promise<TypedInput> {
  if (!appName) throw new UsageError('Give the name of the application whose former settings you want back.');
  const former = await readFormerApplication(services, requireAppName(appName));
  if (former) return inputOf(former);
  throw new CommandRefused({
    what: `No former settings of ${appName} are stored. Nothing was started.`,
    remedy: `Start it with all its options: spapi start ${appName} --help`,
  });
}

const listed = (lines: string[]) => lines.map((line) => `- ${line}`).join('\n');
