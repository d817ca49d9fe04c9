import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { taskName } from '#shared/domain/human-task.ts';
import { builtCli } from './built-cli.ts';
import { projectRoot } from './engine/project-root.ts';
import type { LocalStack } from './local-stack.ts';
import type { Answer } from './person.ts';

/** Answers with the command line, on its standard input. */
export const answerByCli: Answer = (stack, task, answers) =>
  runCli(stack, ['task', 'complete', `${task.appName}/${taskName(task)}`, '--from-stdin'], answers);

/** Runs the command line as a person would, with the answers on its standard input. */
export async function runCli(
  stack: LocalStack,
  words: string[],
  answers?: Record<string, string>,
): Promise<string> {
  const { endpoint, region, credentials } = stack.engine;
  const { lwaEndpoint, spApiEndpoint } = stack.amazon;
  const { stage, namespace } = stack.installation;
  const amazon = ['--lwa-endpoint', lwaEndpoint, '--sp-api-endpoint', spApiEndpoint];
  const deployment = ['--stage', stage, '--namespace', namespace];
  const child = spawn(process.execPath, [await builtCli(), ...amazon, ...deployment, ...words], {
    cwd: projectRoot,
    env: {
      PATH: process.env.PATH,
      HOME: join(stack.folder, 'home'),
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
  });
  child.stdin.end(answers ? JSON.stringify(answers) : '');
  return new Promise((resolve, reject) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`spapi ${words.slice(0, 3).join(' ')} ended with ${code}:\n${output}`));
    });
  });
}
