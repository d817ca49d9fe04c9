import type { Command } from 'commander';
import { checkAnswer } from '#shared/tasks/answer-fields.ts';
import { storeClientSecret } from '#shared/tasks/store-client-secret.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { requireApplication } from '../known-application.ts';
import { print, styled } from '../output.ts';
import { askAll, requireTerminal } from '../prompts.ts';
import { readFields } from '../standard-input.ts';
import { requireAppName } from '../tasks.ts';

interface Options extends GlobalOptions {
  fromStdin?: boolean;
}

const EXAMPLES = `
For a client secret that you rotated at Amazon: LWA credentials > View > Rotate secret. Amazon ends the former one seven
days later. One that the queue of the stack brings needs no command.

Examples:
  spapi secret store acme-orders
  spapi secret store acme-orders --from-stdin < secret.json

Field of --from-stdin:
  {"clientSecret":"amzn1.oa2-cs.v1..."}
`;

/** Adds `secret store`. */
export function addSecret(program: Command): void {
  program
    .command('secret')
    .description('Stores a client secret that was rotated by hand.')
    .command('store')
    .description(
      'Asks for a client secret that was rotated by hand, proves it at Login with Amazon, and stores it.',
    )
    .argument('<app-name>', 'name of the application')
    .option('--from-stdin', 'read the field as one JSON object from standard input')
    .addHelpText('after', EXAMPLES)
    .action((appName: string, _options, command: Command) =>
      store(requireAppName(appName), command.optsWithGlobals<Options>()),
    );
}

const QUESTIONS = [
  {
    name: 'clientSecret',
    label: 'New client secret',
    secret: true,
    check: (value: string) => checkAnswer('clientSecret', value),
  },
];

async function store(appName: string, options: Options): Promise<void> {
  const given = options.fromStdin ? await readFields() : undefined;
  if (!given) requireTerminal();
  const connection = await connect(options);
  await requireApplication(connection, appName);
  const { services } = connection;
  const outcome = await storeClientSecret(services, appName, given ?? (await askAll(QUESTIONS)));
  print(
    styled('green', OUTCOMES[outcome](appName)),
    'Let anything that stores a copy of the previous one read it again before Amazon ends that.',
  );
}

const OUTCOMES = {
  stored: (appName: string) => `The new client secret of ${appName} works and is stored.`,
  kept: (appName: string) => `This is the client secret of ${appName} that is stored; it works.`,
};
