import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaClient, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import { poll } from '../../local/engine/processes.ts';
import { projectRoot } from '../../local/engine/project-root.ts';
import { type DeployedStack, deployStack } from '../support/deployed-stack.ts';

let stack: DeployedStack;
let upgraded: string;

beforeAll(async () => {
  stack = await deployStack('e2e-upgrade');
  upgraded = nextVersion();
}, 180_000);
afterAll(async () => {
  await stack?.close();
  rmSync(upgraded, { recursive: true, force: true });
}, 30_000);

/** The sources with a change that no execution of before could go on with: a step takes only what the new flow gives it. */
function nextVersion(): string {
  const root = mkdtempSync(join(tmpdir(), 'upgrade-'));
  const sources = [
    'functions',
    'shared',
    'statemachines',
    'serverless.yml',
    'package.json',
    'package-lock.json',
  ];
  for (const name of [...sources, 'tsconfig.json'])
    cpSync(join(projectRoot, name), join(root, name), { recursive: true });
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
  change(
    root,
    'functions/exchange-lwa-token/schema.ts',
    /(export const Input = z\.\w+\(\{)/,
    '$1 since: z.literal("next"),',
  );
  // This one has other settings only.
  change(root, 'functions/record-results/function.yml', /^timeout: \d+/m, 'timeout: 47');
  const flow =
    /(FunctionName: \{ Fn::GetAtt: \[ExchangeLwaTokenLambdaFunction, Arn\] \}[\s\S]*?\n( +)input:\n)/;
  change(root, 'statemachines/create-private-app.asl.yaml', flow, '$1$2  since: next\n');
  return root;
}

function change(root: string, file: string, from: RegExp, to: string): void {
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${file} has nothing like ${from}`);
  writeFileSync(path, changed);
}

const publishedVersions = async (step: string) => {
  const FunctionName = `${stack.deployment.stackName}-${step}`;
  const { Versions = [] } = await new LambdaClient(stack.engine.clientConfig).send(
    new ListVersionsByFunctionCommand({ FunctionName }),
  );
  return Versions.map(({ Version }) => Version).filter((version) => version !== '$LATEST');
};

it('an execution that waits during an upgrade goes on with the functions it started with, and new ones have the new', async () => {
  const person = stack.person('upgraded');
  const waiting = await stack.executions.start({ appName: 'upgraded', marketplace: 'US' });
  await poll(
    async () =>
      (await stack.inbox.receive()).some(({ subject }) => /waits for you/.test(subject)) || undefined,
    {
      deadlineMs: 20_000,
    },
  );

  await stack.upgrade(upgraded);
  const before = await stack.executions.untilEnded(waiting, {
    deadlineMs: 45_000,
    onPoll: async () => void (await person.answerWaiting()),
  });
  const after = await stack.run({ appName: 'upgraded', marketplace: 'US' });

  expect([before.status, before.cause]).toEqual(['SUCCEEDED', undefined]);
  expect([after.status, after.cause]).toEqual(['SUCCEEDED', undefined]);
  const published = ['exchange-lwa-token', 'record-results', 'test-assume-role'].map(publishedVersions);
  expect(await Promise.all(published)).toEqual([['1', '2'], ['1', '2'], ['1']]);
}, 180_000);
