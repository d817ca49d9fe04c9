import type { Command } from 'commander';
import { bashScript, zshScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { type Place, placesOf } from './tree.ts';

const SCRIPTS: Record<string, (places: Place[]) => string[]> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** The lines of the script that completes a program in a shell. */
export const scriptOf = (shell: string, program: Command): string[] =>
  SCRIPTS[shell]?.(placesOf(program)) ?? [];
