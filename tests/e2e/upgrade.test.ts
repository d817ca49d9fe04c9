import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  GetPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  UntagPolicyCommand,
  UntagRoleCommand,
  UntagUserCommand,
} from '@aws-sdk/client-iam';
import { LambdaClient, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import { poll } from '../../local/engine/processes.ts';
import { projectRoot } from '../../local/engine/project-root.ts';
import { copyService } from '../../local/engine/service-copy.ts';
import { type DeployedStack, deployStack } from '../support/deployed-stack.ts';
import { PATIENCE_MS } from '../support/patience.ts';

let stack: DeployedStack;
let upgraded: ReturnType<typeof copyService>;

beforeAll(async () => {
  stack = await deployStack('e2e-upgrade');
  upgraded = nextVersion();
});
afterAll(async () => {
  await stack?.close();
  upgraded?.remove();
});

/** The sources with a change that no execution of before could go on with: a step takes only what the new flow gives it. */
function nextVersion(): ReturnType<typeof copyService> {
  const copy = copyService(projectRoot);
  const root = copy.folder;
  change(
    root,
    'functions/exchange-lwa-token/schema.ts',
    /(export const Input = z\.\w+\(\{)/,
    // Of zod it needs nothing new: what functions share stays as it is.
    '$1 since: z.string(),',
  );
  // This one has other settings only.
  change(root, 'functions/record-results/function.yml', /^timeout: \d+/m, 'timeout: 47');
  const flow =
    /(FunctionName: \{ Fn::GetAtt: \[ExchangeLwaTokenLambdaFunction, Arn\] \}[\s\S]*?\n( +)input:\n)/;
  change(root, 'statemachines/create-private-app.asl.yaml', flow, '$1$2  since: next\n');
  return copy;
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

/** User, role and policy of an application in IAM. */
function iamOf(appName: string) {
  const iam = new IAMClient(stack.engine.clientConfig);
  const [UserName, RoleName] = [`sp-api-${appName}`, `SellingPartnerAPIRole-${appName}`];
  const PolicyArn = `arn:aws:iam::${stack.engine.accountId}:policy/sp-api/SellingPartnerAPI-${appName}`;
  const TagKeys = ['stage', 'region'];
  const read = async () => [
    (await iam.send(new GetUserCommand({ UserName }))).User,
    (await iam.send(new GetRoleCommand({ RoleName }))).Role,
    (await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy,
  ];
  return {
    exist: () => read().then(Boolean, () => false),
    owners: async () =>
      (await read()).map((one) =>
        TagKeys.map((key) => one?.Tags?.find(({ Key }) => Key === key)?.Value).join(' '),
      ),
    /** As versions without namespaces left it. */
    untag: async () => {
      await iam.send(new UntagUserCommand({ UserName, TagKeys }));
      await iam.send(new UntagRoleCommand({ RoleName, TagKeys }));
      await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys }));
    },
  };
}

it('takes, tags, checks for rotation and removes what a version without tags for stage and region created', async () => {
  const appName = 'untagged';
  const input = { appName, marketplace: 'US' };
  const iam = iamOf(appName);
  const created = await stack.run(input, stack.person(appName));
  await iam.untag();

  const again = await stack.run(input);
  const owners = await iam.owners();
  await iam.untag();
  const inspected = await stack.runMachine('RotateAccessKeyArn', { appName });
  const removed = await stack.runMachine('RemovePrivateAppArn', { appName, graceSeconds: 0 });

  expect([created, again, inspected, removed].map(({ status, cause }) => [status, cause])).toEqual(
    Array(4).fill(['SUCCEEDED', undefined]),
  );
  expect(owners).toEqual(Array(3).fill('e2e-upgrade us-east-1'));
  expect(await iam.exist()).toBe(false);
});

it('an execution that waits during an upgrade goes on with the functions it started with, and new ones have the new', async () => {
  const person = stack.person('upgraded');
  const waiting = await stack.executions.start({ appName: 'upgraded', marketplace: 'US' });
  await poll(
    async () =>
      (await stack.inbox.receive()).some(({ subject }) => /waits for you/.test(subject)) || undefined,
    {
      deadlineMs: PATIENCE_MS,
    },
  );

  await stack.upgrade(upgraded.folder);
  const before = await stack.executions.untilEnded(waiting, {
    deadlineMs: PATIENCE_MS,
    onPoll: async () => void (await person.answerWaiting()),
  });
  const after = await stack.run({ appName: 'upgraded', marketplace: 'US' });

  expect([before.status, before.cause]).toEqual(['SUCCEEDED', undefined]);
  expect([after.status, after.cause]).toEqual(['SUCCEEDED', undefined]);
  const published = ['exchange-lwa-token', 'record-results', 'test-assume-role'].map(publishedVersions);
  expect(await Promise.all(published)).toEqual([['1', '2'], ['1', '2'], ['1']]);
});
