import { Argument, Command } from 'commander';
import { bashScript, zshScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { type Place, placesOf } from '../completion/tree.ts';

const SCRIPTS: Record<string, (places: Place[]) => string[]> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

const EXAMPLES = `
Store it where your shell looks, again after each update:
  bash  spapi completion bash > ~/.local/share/bash-completion/completions/spapi
  zsh   spapi completion zsh > ~/.spapi.zsh, and "source ~/.spapi.zsh" in ~/.zshrc
  fish  spapi completion fish > ~/.config/fish/completions/spapi.fish
`;

/**
 * Makes what adds `completion` to the program.
 * @param addAll adds all commands, which are read only when a script is asked for
 */
export const completionOf = (addAll: (program: Command) => Promise<void>) => (program: Command) => {
  program
    .command('completion')
    .summary('print a script that completes commands in your shell')
    .description('Prints a script that completes commands, options and operations in your shell.')
    .addArgument(new Argument('<shell>').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', EXAMPLES)
    .action(async (shell: string) => {
      const whole = new Command(program.name());
      for (const option of program.options) whole.addOption(option);
      await addAll(whole);
      process.stdout.write(`${SCRIPTS[shell]?.(placesOf(whole)).join('\n')}\n`);
    });
};
