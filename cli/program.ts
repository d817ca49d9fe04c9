import { Command } from 'commander';
import { addDiagnose } from './commands/diagnose.ts';
import { addDoctor } from './commands/doctor.ts';
import { addKeyStore } from './commands/key-store.ts';
import { addRemove } from './commands/remove.ts';
import { addSecretStore } from './commands/secret-store.ts';
import { addStart } from './commands/start.ts';
import { addStatus } from './commands/status.ts';
import { addTaskComplete } from './commands/task-complete.ts';
import { addTaskList } from './commands/task-list.ts';
import { addTaskReject } from './commands/task-reject.ts';
import { addTaskShow } from './commands/task-show.ts';

const HELP = `
Without --local it uses AWS as every AWS tool does: AWS_PROFILE, AWS_REGION and the other variables of the SDK.

Exit codes: 0 done, 1 refused or failed, 2 wrong usage.

Examples:
  npm run spapi -- start acme-orders --marketplace US
  npm run spapi -- task list
  npm run spapi -- task complete acme-orders/register-application
  npm run spapi -- status acme-orders
  npm run spapi -- doctor --stage prod
  npm run spapi -- diagnose --evidence evidence.json
  npm run spapi -- remove acme-orders
`;

/** The whole command line. Parsing errors are thrown, so that one place words them. */
export function createProgram(): Command {
  const program = new Command('spapi')
    .description(
      'Private Selling Partner API applications: start them, answer what waits for a person, see how they stand.',
    )
    .option('--region <region>', 'AWS region of the stack')
    .option('--stage <name>', 'stage of the deployed stack (default: the only one in the region, or dev)')
    .option('--namespace <name>', 'namespace of the stack, where you may not read its outputs')
    .option('--local', 'use the local stack of "npm run local"')
    .option('--kms-key-arn <arn>', 'KMS key for secrets, where the stack was deployed with one')
    .option('--lwa-endpoint <url>', "token endpoint of Login with Amazon (default: Amazon's own)")
    .option('--sp-api-endpoint <template>', "address of SP-API with {host} (default: Amazon's own)")
    .addHelpText('after', HELP);
  quiet(program);
  addStart(program);
  addStatus(program);
  addDiagnose(program);
  addDoctor(program);
  addRemove(program);
  const task = program.command('task').description('Shows and answers the tasks that wait for a person.');
  for (const add of [addTaskList, addTaskShow, addTaskComplete, addTaskReject]) add(task);
  addKeyStore(program.command('key').description('Stores the access key of an adopted IAM user.'));
  addSecretStore(program.command('secret').description('Stores a client secret that was rotated by hand.'));
  return program;
}

/** Settings that the commands below take over: they have to be made first. */
function quiet(program: Command): void {
  program
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .configureHelp({ showGlobalOptions: true });
}
