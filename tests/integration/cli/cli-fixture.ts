import { spawn } from 'node:child_process';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createParameterStore, type ParameterStore } from '#shared/clients/parameter-store.ts';
import type { TaskKind, WaitingTask } from '#shared/domain/human-task.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import { type Amazon, startAmazon } from '../../../local/amazon/amazon.ts';
import type { Engine } from '../../../local/engine/engine.ts';
import { poll } from '../../../local/engine/processes.ts';
import { builtCli } from '../../../local/person/built-cli.ts';
import { INSTALLATION } from '../../support/installation.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { sharedEngine } from '../../support/shared-engine.ts';

export const SPAPI = await builtCli();

/** What a run of the command line ended with. */
export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The command line with an AWS and an Amazon around it. */
export interface Bed {
  engine: Engine;
  amazon: Amazon;
  parameters: ParameterStore;
  stateMachineArn: string;
  environment: NodeJS.ProcessEnv;
  /** Keeps a value that no output may ever hold; hands it back. */
  plant(secret: string): string;
  /** Runs the command line; fails when it prints a planted secret. */
  spapi(args: string[], stdin?: unknown, environment?: NodeJS.ProcessEnv): Promise<Run>;
  /** An execution that waits for a person, with its task stored. */
  wait(kind: TaskKind, appName: string, rest?: Partial<WaitingTask>): Promise<WaitingTask>;
  ended(executionArn: string): Promise<{ status?: string; output?: string; error?: string; cause?: string }>;
  /** Value by the last part of its name, decrypted. */
  stored(appName: string): Promise<Record<string, string>>;
  close(): Promise<void>;
}

export async function startBed(): Promise<Bed> {
  const [engine, amazon] = await Promise.all([sharedEngine(), startAmazon()]);
  const sfn = new SFNClient(engine.clientConfig);
  const sqs = new SQSClient(engine.clientConfig);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `tasks-${Date.now()}` }));
  const stateMachineArn = await createMachine(engine, sfn, QueueUrl);
  const parameters = createParameterStore({ ...engine.clientConfig, installation: INSTALLATION });
  const environment = environmentOf(engine);
  const secrets = new Set<string>([engine.credentials.secretAccessKey]);
  const plant = (secret: string) => {
    secrets.add(secret);
    return secret;
  };

  return {
    engine,
    amazon,
    parameters,
    stateMachineArn,
    environment,
    plant,
    spapi: async (args, stdin, env = environment) => {
      const run = await runSpapi(
        [
          ...['--namespace', INSTALLATION.namespace],
          ...['--lwa-endpoint', amazon.lwaEndpoint, '--sp-api-endpoint', amazon.spApiEndpoint],
          ...args,
        ],
        env,
        stdin,
      );
      for (const secret of secrets)
        if (`${run.stdout}${run.stderr}`.includes(secret))
          throw new Error(`${args.join(' ')} printed a secret`);
      return run;
    },
    wait: async (kind, appName, rest = {}) => {
      const { executionArn = '' } = await sfn.send(new StartExecutionCommand({ stateMachineArn }));
      const task = taskOf(kind, appName, {
        execution: executionArn,
        token: plant(await tokenOf(sqs, QueueUrl, executionArn)),
        ...rest,
      });
      await storeTask({ parameters }, task);
      return task;
    },
    ended: (executionArn) => ended(sfn, executionArn),
    stored: (appName) => stored(parameters, appName),
    close: async () => {
      await amazon.close();
      await engine.close();
    },
  };
}

async function stored(parameters: ParameterStore, appName: string): Promise<Record<string, string>> {
  const root = `/sp-api/${appName}/`;
  const all = Object.entries(await parameters.listSecrets(root.slice(0, -1)));
  const ours = all.filter(([name]) => !/\/(tasks|turns)\//.test(name));
  return Object.fromEntries(ours.map(([name, value]) => [name.slice(root.length), value.reveal()]));
}

/** One state that waits for its token, which goes to the queue instead of to a Lambda. */
async function createMachine(engine: Engine, sfn: SFNClient, QueueUrl: string): Promise<string> {
  const Wait = {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Parameters: {
      QueueUrl,
      MessageBody: { 'execution.$': '$$.Execution.Id', 'token.$': '$$.Task.Token' },
    },
    TimeoutSeconds: 3600,
    End: true,
  };
  const { stateMachineArn = '' } = await sfn.send(
    new CreateStateMachineCommand({
      name: `wait-for-person-${Date.now()}`,
      roleArn: await createRole(engine),
      definition: JSON.stringify({ StartAt: 'Wait', States: { Wait } }),
    }),
  );
  return stateMachineArn;
}

async function createRole(engine: Engine): Promise<string> {
  const iam = new IAMClient(engine.clientConfig);
  const RoleName = `wait-for-person-${Date.now()}`;
  const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const trust = { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policy(trust) }),
  );
  const allow = policy({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'send', PolicyDocument: allow }));
  return Role?.Arn ?? '';
}

async function tokenOf(sqs: SQSClient, QueueUrl: string, execution: string): Promise<string> {
  const receive = async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 3600 }),
    );
    const told = JSON.parse(Messages[0]?.Body ?? '{}') as { execution?: string; token?: string };
    // Executions that a test started itself wait too; nobody asks for their tokens.
    return told.execution === execution ? told.token : undefined;
  };
  const token = await poll(receive, { deadlineMs: PATIENCE_MS, everyMs: 50 });
  if (!token) throw new Error('no task token came');
  return token;
}

async function ended(sfn: SFNClient, executionArn: string) {
  const check = async () => {
    const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return execution.status === 'RUNNING' ? undefined : execution;
  };
  return (await poll(check, { deadlineMs: PATIENCE_MS, everyMs: 50 })) ?? {};
}

/** Nothing of the developer's own AWS set-up goes in. */
function environmentOf({ endpoint, region, credentials }: Engine): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: '/nonexistent',
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
}

function runSpapi(args: string[], env: NodeJS.ProcessEnv, stdin: unknown): Promise<Run> {
  const { promise, resolve, reject } = Promise.withResolvers<Run>();
  const child = spawn(process.execPath, [SPAPI, ...args], { env, timeout: PATIENCE_MS });
  const run: Run = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    run.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    run.stderr += text;
  });
  child.on('error', reject).on('close', (code) => resolve({ ...run, code }));
  // It may end before it has read anything.
  child.stdin.on('error', () => {});
  child.stdin.end(typeof stdin === 'string' ? stdin : JSON.stringify(stdin ?? ''));
  return promise;
}

function taskOf(kind: TaskKind, appName: string, rest: Partial<WaitingTask>): WaitingTask {
  const account = { sellingPartner: 'seller', marketplace: 'US' } as const;
  return {
    kind,
    appName,
    ...account,
    sandbox: false,
    token: '',
    execution: '',
    requestedAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    ...(kind === 'self-authorize' && {
      authorization: { name: 'us', ...account, marketplaceId: 'ATVPDKIKX0DER', region: 'NA' },
    }),
    ...rest,
  };
}
