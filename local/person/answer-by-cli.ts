import { join } from 'node:path';
import { taskName } from '#shared/domain/human-task.ts';
import { runCommand } from '../engine/processes.ts';
import { projectRoot } from '../engine/project-root.ts';
import type { LocalStack } from '../stack/local-stack.ts';
import { builtCli } from './built-cli.ts';
import type { Answer } from './person.ts';

/** Answers with the command line, on its standard input. */
export const answerByCli: Answer = (stack, task, answers) =>
  runCli(stack, ['task', 'complete', `${task.appName}/${taskName(task)}`, '--from-stdin'], { answers });

/** Runs the command line as a person would, with the answers on its standard input, and in colours as on a terminal. */
export async function runCli(
  stack: LocalStack,
  words: string[],
  { answers, colours = false }: { answers?: Record<string, string>; colours?: boolean } = {},
): Promise<string> {
  const { endpoint, region, credentials } = stack.engine;
  const { lwaEndpoint, spApiEndpoint } = stack.amazon;
  const { stage, namespace } = stack.installation;
  const amazon = ['--lwa-endpoint', lwaEndpoint, '--sp-api-endpoint', spApiEndpoint];
  const deployment = ['--stage', stage, '--namespace', namespace];
  const { exitCode, output } = await runCommand(
    process.execPath,
    [await builtCli(), ...amazon, ...deployment, ...words],
    {
      cwd: projectRoot,
      ...(answers && { input: JSON.stringify(answers) }),
      env: {
        PATH: process.env.PATH,
        HOME: join(stack.folder, 'home'),
        ...(colours && { FORCE_COLOR: '1' }),
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      },
    },
  );
  if (exitCode === 0) return output;
  throw new Error(`spapi ${words.slice(0, 3).join(' ')} ended with ${exitCode}:\n${output}`);
}
