import type { Command } from 'commander';
import { readStatus } from '../application-status.ts';
import { awaitExecution } from '../await-execution.ts';
import { type Connection, connect, type GlobalOptions } from '../connection.ts';
import { requireReadyOnce } from '../known-application.ts';
import { print, styled } from '../output.ts';
import { startExecution } from '../start-execution.ts';
import { findStateMachine } from '../state-machine.ts';
import { requireAppName } from '../tasks.ts';
import { healthLines } from './status.ts';

interface Options extends GlobalOptions {
  wait?: boolean;
  stateMachineArn?: string;
}

const EXAMPLES = `
With --wait the exit code is 0 when all that was checked works, and 1 otherwise.

Examples:
  spapi check acme-orders --wait
  spapi check                        all applications
`;

/** Adds `check` to the program. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .description('Starts check-credentials: IAM, the client secret, and one call for each selling account.')
    .argument('[app-name]', 'one application; all when left out')
    .option('--wait', 'show the progress, and the result at the end')
    .option('--state-machine-arn <arn>', 'state machine to start; found by the stack when left out')
    .addHelpText('after', EXAMPLES)
    .action((appName: string | undefined, _options, command: Command) =>
      check(appName, command.optsWithGlobals<Options>()),
    );
}

async function check(appName: string | undefined, options: Options): Promise<void> {
  if (appName) requireAppName(appName);
  const connection = await connect(options);
  if (appName) await requireReadyOnce(connection, appName);
  const arn = await findStateMachine(connection, options, 'check-credentials');
  const startedAt = connection.services.clock.now();
  const execution = await startExecution(connection, arn, appName ? { appName } : {});
  print(
    styled('green', `Started check-credentials${appName ? ` for ${appName}` : ''}.`),
    `Execution: ${execution}`,
  );
  const status = `spapi status${appName ? ` ${appName}` : ''}${connection.again}`;
  if (!options.wait) return print(`See the result in a minute: ${status}`);
  await awaitExecution(connection, execution, appName);
  if (!appName) return print(`See the results: ${status}`);
  await showHealth(connection, appName, startedAt);
}

/** The exit code is that of the health that this check found. */
async function showHealth(connection: Connection, appName: string, startedAt: Date): Promise<void> {
  const found = await readStatus(connection, appName);
  const isFresh = found.health && Date.parse(found.health.checkedAt) >= startedAt.getTime();
  if (!isFresh)
    print(styled('yellow', 'Nothing could be checked this time: see the history of the execution.'));
  print(...healthLines(found));
  if (!isFresh || found.health?.state === 'bad') process.exitCode = 1;
}
