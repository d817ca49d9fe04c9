import type { Command } from 'commander';
import { findAdoptedUser, storeAccessKey } from '#shared/tasks/store-access-key.ts';
import { readAccessKey } from '../access-key-file.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { requireApplication } from '../known-application.ts';
import { note, print, styled } from '../output.ts';
import { askAll, requireTerminal } from '../prompts.ts';
import { readStandardInput } from '../standard-input.ts';
import { requireAppName } from '../tasks.ts';

interface Options extends GlobalOptions {
  fromStdin?: boolean;
}

const EXAMPLES = `
Needed once for an application that adopts an existing IAM user ("iam":{"mode":"adopt",...}).

Examples:
  spapi key store acme-orders
  spapi key store acme-orders --from-stdin < accessKeys.csv

Forms of --from-stdin: the CSV file of the IAM console, what "aws iam create-access-key" prints, or
  {"accessKeyId":"AKIA...","secretAccessKey":"..."}
`;

/** Adds `key store`. */
export function addKey(program: Command): void {
  program
    .command('key')
    .description('Stores the access key of an adopted IAM user.')
    .command('store')
    .description(
      "Asks for an access key of the adopted IAM user, proves with STS that it is this user's, and stores it.",
    )
    .argument('<app-name>', 'name of the application')
    .option('--from-stdin', 'read the fields as one JSON object from standard input')
    .addHelpText('after', EXAMPLES)
    .action((appName: string, _options, command: Command) =>
      store(appName, command.optsWithGlobals<Options>()),
    );
}

const required = (value: string) => (value === '' ? { problem: 'is missing' } : {});

const QUESTIONS = [
  { name: 'accessKeyId', label: 'Access key id (AKIA…)', secret: true, check: required },
  { name: 'secretAccessKey', label: 'Secret access key', secret: true, check: required },
];

async function store(appName: string, options: Options): Promise<void> {
  requireAppName(appName);
  const given = options.fromStdin ? readAccessKey(await readStandardInput()) : undefined;
  if (!given) requireTerminal();
  const connection = await connect(options);
  const { services, again } = connection;
  await requireApplication(connection, appName);
  // Refused before a person has typed anything.
  const wanted = await findAdoptedUser(services, appName);
  if (!given) note(`An access key of ${wanted}`);
  const { userArn } = await storeAccessKey(services, appName, given ?? (await askAll(QUESTIONS)));
  print(
    styled('green', `The access key of ${userArn} works and is stored.`),
    `Start the execution again with the same input, or look: spapi status ${appName}${again}`,
  );
}
