import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createParameterStore } from '#shared/clients/parameter-store.ts';
import { taskName, type WaitingTask } from '#shared/domain/human-task.ts';
import { listTasks } from '#shared/tasks/task-store.ts';
import { projectRoot } from './engine/project-root.ts';
import type { LocalStack } from './local-stack.ts';

/** Plays the person: does what a waiting task asks for on Amazon's side and answers it with the command line. */
export interface Person {
  /** Answers what waits now; returns the names of the tasks that were answered. */
  answerWaiting(): Promise<string[]>;
}

/** How a person hands in the answers of a task. */
export type Answer = (
  stack: LocalStack,
  task: WaitingTask,
  answers: Record<string, string>,
) => Promise<unknown>;

const byCommandLine: Answer = (stack, task, answers) =>
  runCli(stack, ['task', 'complete', `${task.appName}/${taskName(task)}`, '--from-stdin'], answers);

/** A person who owns one application on the stand-in and answers every task at once. */
export function createPerson(stack: LocalStack, appName: string, answer: Answer = byCommandLine): Person {
  const parameters = createParameterStore(stack.engine.clientConfig);
  const application = { clientId: '' };

  return {
    answerWaiting: async () => {
      const tasks = await listTasks({ parameters }, appName);
      for (const task of tasks) {
        const answers = doAtAmazon(stack, application, task);
        await answer(stack, task, answers);
      }
      return tasks.map(taskName);
    },
  };
}

function doAtAmazon(
  { amazon }: LocalStack,
  application: { clientId: string },
  task: WaitingTask,
): Record<string, string> {
  if (task.kind === 'request-data-access') return {};
  if (task.kind === 'register-application') {
    const { appName, sandbox, roleArn } = task;
    const type = sandbox ? 'sandbox' : 'production';
    const registered = amazon.world.registerApplication({ name: appName, type, ...(roleArn && { roleArn }) });
    application.clientId = registered.clientId;
    return { ...registered };
  }
  const { region = 'NA', sellingPartner = 'seller', marketplaceId = '' } = task.authorization ?? {};
  const { clientId } = application;
  return {
    refreshToken: amazon.world.authorize({ clientId, region, sellingPartner, marketplaces: [marketplaceId] }),
  };
}

/** Runs the command line as a person would, with the answers on its standard input. */
export function runCli(
  stack: LocalStack,
  words: string[],
  answers?: Record<string, string>,
): Promise<string> {
  const { endpoint, region, credentials } = stack.engine;
  const child = spawn(
    process.execPath,
    ['cli/spapi.ts', '--lwa-endpoint', stack.amazon.lwaEndpoint, ...words],
    {
      cwd: projectRoot,
      env: {
        PATH: process.env.PATH,
        HOME: join(stack.folder, 'home'),
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      },
    },
  );
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
