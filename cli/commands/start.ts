import { type Command, Option } from 'commander';
import { SELLING_PARTNERS } from '#shared/domain/application.ts';
import { executionLink } from '#shared/domain/messages.ts';
import { type Connection, connect, type GlobalOptions } from '../connection.ts';
import {
  type InputOptions,
  readExecutionInput,
  readStoredInput,
  refuseReservedNames,
} from '../execution-input.ts';
import { print, styled } from '../output.ts';
import { askAtTerminal, confirmReplacement, readFormerInput, replacedLines } from '../replace-input.ts';
import { alreadyRunning, refuseSecondCreation } from '../running-creation.ts';
import { startCreation } from '../start-creation.ts';
import { findStateMachine } from '../state-machine.ts';

interface Options extends GlobalOptions, InputOptions {
  stateMachineArn?: string;
  again?: boolean;
  undo?: boolean;
  replace?: boolean;
}

const EXAMPLES = `
Examples:
  spapi start acme-orders --marketplace US
  spapi start acme-supply --marketplace DE --selling-partner vendor --iam none
  spapi start acme-orders --marketplace US --authorize CA --authorize DE
  spapi start acme-orders --marketplace US --authorize DE:vendor --authorize supply=uk:vendor
  spapi start acme-orders --marketplace US --operation getOrders --operation createReport
  spapi start --input acme-orders.json
  spapi start acme-orders --again    with what it was started with the last time
  spapi start acme-orders --undo     with what it had before the last start replaced it
`;

/** Options that make up an input, or do without a stored one. */
const INPUT_OPTIONS = [
  ...['input', 'marketplace', 'sellingPartner', 'authorize', 'iam', 'userArn', 'roleArn', 'policyArn'],
  ...['sandbox', 'role', 'operation', 'notificationEmail', 'replace'],
];

/** Adds `start` to the program. */
export function addStart(program: Command): void {
  program
    .command('start')
    .summary('start create-private-app for an application')
    .description(
      'Starts create-private-app. Starting again for the same application continues where it stands.',
    )
    .argument('[app-name]', 'name of the application, for example acme-orders')
    .option('--input <file>', 'whole input of the execution as JSON; "-" reads standard input')
    .addOption(new Option('--again', 'start with the stored input').conflicts([...INPUT_OPTIONS, 'undo']))
    .addOption(
      new Option('--undo', 'start with the input that a later start has replaced').conflicts(INPUT_OPTIONS),
    )
    .option('--replace', 'replace stored accounts, IAM mode or sandbox without a question')
    .option('-m, --marketplace <code>', 'marketplace of the developer account, for example US')
    .addOption(new Option('--selling-partner <kind>', 'kind of selling partner').choices(SELLING_PARTNERS))
    .option(
      '--authorize <account>',
      'one more account: DE, DE:vendor, or supply=UK:vendor with a name; may be repeated',
      collect,
    )
    .addOption(new Option('--iam <mode>', 'how IAM is provided').choices(['create', 'adopt', 'none']))
    .option('--user-arn <arn>', 'IAM user, with --iam adopt')
    .option('--role-arn <arn>', 'IAM role, with --iam adopt')
    .option('--policy-arn <arn>', 'managed policy that the role must have, with --iam adopt (optional)')
    .option('--sandbox', 'use the sandbox of SP-API')
    .option('--role <name>', 'a data access role of the application; may be repeated', collect)
    .option(
      '--operation <name>',
      'an operation that you will call, for example getOrders; may be repeated',
      collect,
    )
    .option('--notification-email <address>', 'gets the messages about this application')
    .option('--state-machine-arn <arn>', 'state machine to start; found by the stack when left out')
    .addHelpText('after', EXAMPLES)
    .action((appName: string | undefined, _options, command: Command) =>
      start(appName, command.optsWithGlobals<Options>()),
    );
}

const collect = (code: string, earlier: string[] = []) => [...earlier, code];

async function start(appName: string | undefined, options: Options): Promise<void> {
  const typed = options.again || options.undo ? undefined : await readExecutionInput(appName, options);
  const connection = await connect(options);
  if (typed) await refuseReservedNames(connection, typed);
  const input = typed ?? (await readEarlierInput(connection, appName, options));
  // Read first: an execution that takes the turn after this is found by its name.
  const turnVersion = await readTurnVersion(connection, input.appName);
  await refuseSecondCreation(connection, input.appName);
  const needs = { ...connection, ask: askAtTerminal() };
  const replaced = typed ? await confirmReplacement(needs, typed, options.replace) : [];
  const arn = await findStateMachine(connection, options);
  const { execution, isOurs } = await startCreation(connection.sfn, arn, input, turnVersion);
  if (!isOurs) throw await alreadyRunning(connection, input.appName, execution);
  const { again } = connection;
  print(
    styled('green', `Started create-private-app for ${input.appName}.`),
    `Execution: ${execution}`,
    ...(connection.stateMachineArn ? [] : [`Console:   ${executionLink(execution)}`]),
    '',
    'It asks only for what is still missing. See what waits for you:',
    `  spapi task list ${input.appName}${again}`,
    `  spapi status ${input.appName}${again}`,
    ...replacedLines(input.appName, replaced, again),
  );
}

const readEarlierInput = (connection: Connection, appName: string | undefined, { undo }: Options) =>
  undo ? readFormerInput(connection.services, appName) : readStoredInput(connection, appName);

async function readTurnVersion({ services: { parameters } }: Connection, appName: string): Promise<number> {
  return (await parameters.getVersion(parameters.paths.of(appName).turn('creation')))?.version ?? 0;
}
