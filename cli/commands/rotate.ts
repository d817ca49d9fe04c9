import type { Command } from 'commander';
import { readStatus } from '../application-status.ts';
import { awaitExecution } from '../await-execution.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { requireApplication } from '../known-application.ts';
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
Examples:
  spapi rotate client-secret acme-orders --wait
  spapi rotate access-key acme-orders
`;

/** What is rotated, by which machine, with which input, and in which words. */
const ROTATIONS = {
  'client-secret': {
    machine: 'rotate-client-secret',
    input: {},
    description:
      'Starts rotate-client-secret: Amazon is asked for a new client secret, which comes by the queue.',
  },
  'access-key': {
    machine: 'rotate-access-key',
    input: { force: true },
    description:
      'Starts rotate-access-key: the IAM user gets a new access key, and the old one is deleted later.',
  },
} as const;

/** Adds `rotate` with its commands. */
export function addRotate(program: Command): void {
  const rotate = program.command('rotate').description('Replaces a credential before it expires.');
  for (const [name, rotation] of Object.entries(ROTATIONS))
    rotate
      .command(name)
      .description(rotation.description)
      .argument('<app-name>', 'name of the application')
      .option('--wait', 'show the progress, and the result at the end')
      .option('--state-machine-arn <arn>', 'state machine to start; found by the stack when left out')
      .addHelpText('after', EXAMPLES)
      .action((appName: string, _options, command: Command) =>
        run(rotation, requireAppName(appName), command.optsWithGlobals<Options>()),
      );
}

async function run(
  { machine, input }: (typeof ROTATIONS)[keyof typeof ROTATIONS],
  appName: string,
  options: Options,
): Promise<void> {
  const connection = await connect(options);
  await requireApplication(connection, appName);
  const arn = await findStateMachine(connection, options, machine);
  const execution = await startExecution(connection, arn, { appName, ...input });
  print(styled('green', `Started ${machine} for ${appName}.`), `Execution: ${execution}`);
  if (!options.wait) return print(`See the result: spapi status ${appName}${connection.again}`);
  const output = await awaitExecution(connection, execution, appName);
  print(...resultLines(machine, output), ...healthLines(await readStatus(connection, appName)));
}

/** How a rotation ended; one that had nothing to do has its reason at the top of its output. */
export function resultLines(machine: string, output: unknown): string[] {
  const { inspection, ...top } = (output ?? {}) as Found & { inspection?: { found?: Found } };
  const { due, reason } = inspection?.found ?? top;
  return [
    due === false
      ? styled('yellow', `${machine} changed nothing.`)
      : styled('green', `${machine} ended well.`),
    ...(typeof reason === 'string' ? [reason] : []),
  ];
}

interface Found {
  due?: unknown;
  reason?: unknown;
}
