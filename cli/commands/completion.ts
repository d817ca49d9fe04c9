import { Argument, Command } from 'commander';

/** A script is read only when it is printed: it knows every operation. */
const SHELLS = ['bash', 'zsh', 'fish'];

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
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .addHelpText('after', EXAMPLES)
    .action(async (shell: string) => {
      const whole = new Command(program.name());
      for (const option of program.options) whole.addOption(option);
      await addAll(whole);
      const { scriptOf } = await import('../completion/script.ts');
      process.stdout.write(`${scriptOf(shell, whole).join('\n')}\n`);
    });
};
