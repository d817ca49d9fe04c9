import type { Command } from 'commander';
import { executionLink } from '#shared/domain/messages.ts';
import { DAY_SECONDS } from '#shared/domain/times.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { UsageError } from '../errors.ts';
import { requireApplication } from '../known-application.ts';
import { print, styled } from '../output.ts';
import { startExecution } from '../start-execution.ts';
import { findStateMachine } from '../state-machine.ts';
import { requireAppName } from '../tasks.ts';

interface Options extends GlobalOptions {
  graceDays?: string;
  stateMachineArn?: string;
}

const EXAMPLES = `
Nothing is deleted before you have confirmed it, on the page that the message links to, or with "task complete".

Examples:
  spapi remove acme-orders
  spapi task show acme-orders/confirm-removal
  spapi task complete acme-orders/confirm-removal
  spapi remove acme-orders --grace-days 0
`;

/** Adds `remove` to the program. */
export function addRemove(program: Command): void {
  program
    .command('remove')
    .summary('start remove-private-app for an application')
    .description('Starts remove-private-app. It lists what will be deleted and waits until you confirm it.')
    .argument('<app-name>', 'name of the application, for example acme-orders')
    .option(
      '--grace-days <days>',
      'how long the access keys stay, inactive, before they are deleted (default: 7)',
    )
    .option('--state-machine-arn <arn>', 'state machine to start; found by the stack when left out')
    .addHelpText('after', EXAMPLES)
    .action((appName: string, _options, command: Command) =>
      remove(requireAppName(appName), command.optsWithGlobals<Options>()),
    );
}

async function remove(appName: string, options: Options): Promise<void> {
  const grace = graceOf(options);
  const connection = await connect(options);
  await requireApplication(connection, appName);
  const arn = await findStateMachine(connection, options, 'remove-private-app');
  const execution = await startExecution(connection, arn, { appName, ...grace });
  const { again } = connection;
  print(
    styled('green', `Started remove-private-app for ${appName}. Nothing is changed before you confirm it.`),
    `Execution: ${execution}`,
    ...(connection.stateMachineArn ? [] : [`Console:   ${executionLink(execution)}`]),
    '',
    'In a moment, see what will be deleted and kept, and confirm it:',
    `  spapi task show ${appName}/confirm-removal${again}`,
    `  spapi task complete ${appName}/confirm-removal${again}`,
  );
}

function graceOf({ graceDays }: Options): { graceSeconds?: number } {
  if (graceDays === undefined) return {};
  if (!/^\d{1,2}$/.test(graceDays) || Number(graceDays) > 90)
    throw new UsageError('--grace-days is a whole number from 0 to 90.');
  return { graceSeconds: Number(graceDays) * DAY_SECONDS };
}
