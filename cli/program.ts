import { Command } from 'commander';
import { COMMANDS } from './commands.ts';
import { ownCommands } from './own-commands.ts';
import { VERSION } from './package-json.ts';

const HELP = `
Without --local it uses AWS as every AWS tool does: AWS_PROFILE, AWS_REGION and the other variables of the SDK.

Exit codes: 0 done, 1 refused or failed, 2 wrong usage.

Examples:
  spapi start acme-orders --marketplace US
  spapi task list
  spapi task complete acme-orders/register-application
  spapi status acme-orders
  spapi doctor --stage prod
  spapi diagnose --evidence evidence.json
  spapi call acme-orders getMarketplaceParticipations
  spapi remove acme-orders
`;

/**
 * The command line. Parsing errors are thrown, so that one place words them.
 * @param words what was typed: only the commands named there are loaded, the others are there for the list of --help
 */
export async function createProgram(words: readonly string[]): Promise<Command> {
  const program = new Command('spapi')
    .description('Sets up private Selling Partner API applications, and keeps their credentials working.')
    .version(VERSION, '--version', 'print the version')
    .option('--region <region>', 'AWS region of the stack')
    .option(
      '--stage <name>',
      'stage of the deployed stack (default: SPAPI_STAGE, else the only one in the region, or dev)',
    )
    .option('--namespace <name>', 'namespace of the stack, where you may not read its outputs')
    .option('--local', 'use the local stack of "npm run local"')
    .option('--no-color', 'print without colours, as with NO_COLOR=1 or into a file')
    .option('--kms-key-arn <arn>', 'KMS key for secrets, where the stack was deployed with one')
    .option('--lwa-endpoint <url>', "token endpoint of Login with Amazon (default: Amazon's own)")
    .option('--sp-api-endpoint <template>', "address of SP-API with {host} (default: Amazon's own)")
    .addHelpText('after', HELP);
  quiet(program);
  // Before any command prints.
  program.on('option:no-color', () => Object.assign(process.env, { NO_COLOR: '1', FORCE_COLOR: '0' }));
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    if (words.includes(name)) (await load())(program);
    else program.command(name).summary(summary);
  }
  return program;
}

/** Settings that the commands below take over: they have to be made first. */
function quiet(program: Command): void {
  program
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void process.stdout.write(ownCommands(text)),
      outputError: () => {},
    })
    .configureHelp({ showGlobalOptions: true });
}
