import { type Command, Option } from 'commander';
import { ENVIRONMENTS, worksOnLocalStack } from '#shared/connect/environments.ts';
import { readAccountValues } from '../account-values.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { runProgram } from '../exec/run-program.ts';
import { notOnLocalStack } from '../local-note.ts';
import { note } from '../output.ts';
import { readAccountName } from '../stored-application.ts';

interface Options extends GlobalOptions {
  for: string;
  sandbox?: boolean;
}

const variables = (library: string): string => Object.keys(ENVIRONMENTS[library]?.variables ?? {}).join(', ');

const HELP = `
The credentials are in the environment of the program only: in no file and on no command line. Signals and the exit code are passed on.

Variables by library:
${Object.entries(ENVIRONMENTS)
  .map(([name, { about }]) => `  ${name}: ${about}\n    ${variables(name)}`)
  .join('\n')}

Examples:
  spapi exec acme-orders -- node app.js
  spapi exec acme-orders/us --for python-amazon-sp-api -- python app.py
`;

/** Adds `exec`. */
export function addExec(program: Command): void {
  program
    .command('exec')
    .description('Runs a program with the credentials of an account in its environment.')
    .argument('<app>', 'application, or APP/AUTHORIZATION where it has several: acme-orders/us')
    .argument('<program...>', 'the program and its arguments, after --')
    .addOption(
      new Option('--for <library>', 'library whose variables are set')
        .choices(Object.keys(ENVIRONMENTS))
        .default('default'),
    )
    .option('--sandbox', 'with the address of the sandbox')
    .addHelpText('after', HELP)
    .action(async (app: string, [name = '', ...args]: string[], _options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const account = readAccountName(app);
      const connection = await connect(options);
      if (options.local && !worksOnLocalStack(options.for)) note(notOnLocalStack(options.for));
      const wanted = Object.entries(ENVIRONMENTS[options.for]?.variables ?? {});
      const values = await readAccountValues(
        connection,
        account,
        wanted.map(([, value]) => value),
        options.sandbox,
      );
      const set = Object.fromEntries(wanted.map(([variable, value]) => [variable, values[value]]));
      process.exitCode = await runProgram(name, args, set);
    });
}
