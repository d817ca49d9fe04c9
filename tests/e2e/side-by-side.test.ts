import { IAMClient, type Tag, TagPolicyCommand, TagRoleCommand, TagUserCommand } from '@aws-sdk/client-iam';
import { iamNames, policyArnOf } from '#shared/domain/iam-names.ts';
import { type Engine, inRegion, startEngine } from '../../local/engine/engine.ts';
import type { ExecutionState } from '../../local/execution/execution.ts';
import { type DeployedStack, deployStack } from '../support/deployed-stack.ts';
import { inOrder } from '../support/in-order.ts';
import { snapshotOf } from '../support/stack-snapshot.ts';

/** The same name in every stage and region. */
const APP = 'acme';
const INPUT = { appName: APP, marketplace: 'US' };
const OK = ['SUCCEEDED', undefined, undefined];

let engine: Engine;
let prod: DeployedStack;
let prodInEurope: DeployedStack;
let dev: DeployedStack;

/** A stack in the account of all others; without a key, which would be that of a region. */
const deploy = (stage: string, namespace: string, region = 'us-east-1') =>
  deployStack(stage, { engine: inRegion(engine, region), namespace, kmsKeyArn: undefined });

beforeAll(async () => {
  engine = await startEngine({ waitScale: 0.01 });
  prod = await deploy('side-prod', 'sp-api');
  [prodInEurope, dev] = await Promise.all([
    deploy('side-prod', 'sp-api-eu', 'eu-west-1'),
    deploy('side-dev', 'sp-api-dev'),
  ]);
});
afterAll(async () => {
  for (const stack of [prod, prodInEurope, dev]) await stack?.close();
  await engine?.close();
});

const all = () => [prod, prodInEurope, dev];
const endOf = ({ status, error, cause }: ExecutionState) => [status, error, cause];
const create = (stack: DeployedStack, input: { appName: string } = INPUT) =>
  stack.run(input, stack.person(input.appName));

const check = (stack: DeployedStack) => stack.runMachine('CheckCredentialsArn', { appName: APP });
const rotate = (stack: DeployedStack) => {
  const input = { appName: APP, force: true, settleSeconds: 10, graceSeconds: 10 };
  return stack.runMachine('RotateAccessKeyArn', input);
};
const remove = (stack: DeployedStack) => {
  const input = { appName: APP, graceSeconds: 0 };
  return stack.runMachine('RemovePrivateAppArn', input);
};

const healthOf = async ({ parameters }: DeployedStack) => {
  const { health } = parameters.paths.of(APP);
  return JSON.parse((await parameters.get([health]))[health] ?? '{}').state;
};

/** Puts tags on user, role and policy of an application. */
async function tagAll({ installation }: DeployedStack, appName: string, Tags: Tag[]): Promise<void> {
  const iam = new IAMClient(engine.clientConfig);
  const { user: UserName, role: RoleName } = iamNames(installation, appName);
  const PolicyArn = policyArnOf(installation, appName, `arn:aws:iam::${engine.accountId}:root`);
  await Promise.all([
    iam.send(new TagUserCommand({ UserName, Tags })),
    iam.send(new TagRoleCommand({ RoleName, Tags })),
    iam.send(new TagPolicyCommand({ PolicyArn, Tags })),
  ]);
}

const tagsOf = (stage: string, region: string) => [
  { Key: 'stage', Value: stage },
  { Key: 'region', Value: region },
];

const step = inOrder();

step('creates an application of the same name in two stages and two regions at once', async () => {
  const created = await Promise.all(all().map((stack) => create(stack)));

  expect(created.map(endOf)).toEqual([OK, OK, OK]);
  const users = await Promise.all(all().map(snapshotOf));
  expect(users.map(({ iam }) => iam.map(({ Arn }) => Arn?.split(':').at(-1)))).toEqual([
    [
      'user/sp-api/sp-api-acme',
      'role/sp-api/SellingPartnerAPIRole-acme',
      'policy/sp-api/SellingPartnerAPI-acme',
    ],
    ...['sp-api-eu', 'sp-api-dev'].map((name) =>
      ['user', 'role', 'policy'].map((kind) => `${kind}/${name}/${name}.acme`),
    ),
  ]);
});

step('checks and rotates each without touching the others', async () => {
  for (const stack of all()) {
    const others = all().filter((one) => one !== stack);
    const [own, before] = [await snapshotOf(stack), await Promise.all(others.map(snapshotOf))];

    const ended = [await check(stack), await rotate(stack)];

    expect(ended.map(endOf)).toEqual([OK, OK]);
    expect((await snapshotOf(stack)).keys).not.toEqual(own.keys);
    expect(await Promise.all(others.map(snapshotOf))).toEqual(before);
  }
});

step('refuses a second stack of the region with the same namespace', async () => {
  const before = await snapshotOf(dev);

  await expect(deploy('side-dev-two', 'sp-api-dev')).rejects.toThrow(
    /NamespaceOfOneStack \(AWS::SSM::Parameter\): .*AlreadyExists/,
  );

  expect(await snapshotOf(dev)).toEqual(before);
});

step('takes, rotates, adopts and removes nothing that another region owns', async () => {
  await tagAll(dev, APP, tagsOf('side-dev', 'eu-west-1'));
  const before = await snapshotOf(dev);
  const [userArn = '', roleArn = '', policyArn = ''] = before.iam.map(({ Arn }) => Arn);
  const adopting = {
    appName: 'adopts',
    marketplace: 'US',
    iam: { mode: 'adopt', userArn, roleArn, policyArn },
  };

  const refused = [await create(dev), await rotate(dev), await create(prodInEurope, adopting)];
  const removed = await remove(dev);

  const owner = 'belongs to the stack of stage side-dev in eu-west-1';
  expect(refused.map(({ error }) => error)).toEqual(['IamNameTaken', 'IamNameTaken', 'IamNotAsExpected']);
  for (const { cause } of refused) expect(cause).toContain(owner);
  expect(endOf(removed)).toEqual(OK);
  const { keys, iam } = await snapshotOf(dev);
  expect({ keys, iam }).toEqual({ keys: before.keys, iam: before.iam });
  await tagAll(dev, APP, tagsOf('side-dev', 'us-east-1'));
});

step('removes each without touching the others', async () => {
  // Its parameters are gone, and its user, role and policy are still there: they are taken again.
  await create(dev);
  const before = await Promise.all([prodInEurope, dev].map(snapshotOf));

  const removed = await remove(prod);

  expect(endOf(removed)).toEqual(OK);
  expect((await snapshotOf(prod)).iam).toEqual([]);
  expect(await Promise.all([prodInEurope, dev].map(snapshotOf))).toEqual(before);
  expect((await Promise.all([prodInEurope, dev].map(check))).map(endOf)).toEqual([OK, OK]);
  expect(await Promise.all([prodInEurope, dev].map(healthOf))).toEqual(['good', 'good']);
  expect((await Promise.all([prodInEurope, dev].map(remove))).map(endOf)).toEqual([OK, OK]);
  for (const stack of all()) {
    const { keys, iam, parameters } = await snapshotOf(stack);
    const { namespace } = stack.installation;
    expect([keys, iam]).toEqual([[], []]);
    expect(
      parameters.map(({ Name }) => Name).filter((name) => name?.startsWith(`/${namespace}/${APP}/`)),
    ).toEqual([]);
  }
});
