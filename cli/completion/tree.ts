import type { Command, Option } from 'commander';
import { TARGETS } from '#shared/connect/targets/index.ts';
import { OPERATIONS } from '#shared/operations/operations.ts';

/** A word that can be typed, with what it means. */
export interface Word {
  word: string;
  about: string;
}

/** What can be typed after a command. */
export interface Place {
  /** The command as typed: `spapi task complete`. */
  path: string;
  commands: Word[];
  options: Word[];
  /** The options that take a value, with the values that are known. */
  values: { option: string; words: string[] }[];
  /** Values of the command's own words. */
  words: string[];
}

const operationNames = [...new Set(OPERATIONS.map(({ operation }) => operation))].sort();

/** What the catalogues know, by command and the name of an option or an argument. */
const CATALOGUES: Record<string, readonly string[]> = {
  'call operation': operationNames,
  'roles operations': operationNames,
  'start --operation': operationNames,
  'export --to': ['list', ...TARGETS.map(({ name }) => name)],
};

const known = (command: Command, name: string, choices: readonly string[] | undefined): string[] => [
  ...(choices ?? CATALOGUES[`${command.name()} ${name}`] ?? []),
];

/** All commands of a program with what can follow each: its commands, options and values. */
export function placesOf(program: Command): Place[] {
  return placesBelow(program, program.name(), program.options);
}

function placesBelow(command: Command, path: string, inherited: readonly Option[]): Place[] {
  const options = [...new Set([...command.options, ...inherited])].filter(({ hidden }) => !hidden);
  const place = {
    path,
    commands: command.commands.map((one) => ({
      word: one.name(),
      about: one.summary() || one.description(),
    })),
    options: [
      ...options.map(({ long, description }) => ({ word: long ?? '', about: description })),
      { word: '--help', about: 'display help for command' },
    ],
    values: options
      .filter(({ required, optional }) => required || optional)
      .map(({ long, argChoices }) => ({ option: long ?? '', words: known(command, long ?? '', argChoices) })),
    words: command.registeredArguments.flatMap((one) => known(command, one.name(), one.argChoices)),
  };
  return [place, ...command.commands.flatMap((one) => placesBelow(one, `${path} ${one.name()}`, inherited))];
}
