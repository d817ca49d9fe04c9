import {
  CreatePolicyVersionCommand,
  DeleteUserPolicyCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { createSts } from '#shared/clients/sts.ts';
import { createSubscriptions } from '#shared/clients/subscriptions.ts';
import { sellingPartnerPolicy } from '#shared/domain/iam-documents.ts';
import { rejectTask } from '#shared/tasks/reject-task.ts';
import { storeAccessKey } from '#shared/tasks/store-access-key.ts';
import { findTask, listTasks } from '#shared/tasks/task-store.ts';
import { poll } from '../../local/engine/processes.ts';
import { createExecutions, type ExecutionState, type Executions } from '../../local/execution/execution.ts';
import { findLink } from '../../local/person/answer-by-page.ts';
import {
  type CookieJar,
  openPage,
  type Page,
  readForms,
  submitForm,
  type Values,
} from '../../local/person/http-forms.ts';
import { seedIam } from '../../local/stack/seeded-iam.ts';
import { type AccountInventory, accountInventory } from '../support/account-inventory.ts';
import { confirmAddress } from '../support/confirm-address.ts';
import { answeringServices, type DeployedStack, sharedStack } from '../support/deployed-stack.ts';
import { denying, withStatements } from '../support/function-rights.ts';
import { pathsOf, removalPaths } from '../support/installation.ts';
import { PATIENCE_MS } from '../support/patience.ts';

let stack: DeployedStack;
let removals: Executions;
let rotations: Executions;

beforeAll(async () => {
  stack = await sharedStack();
  const machine = (output: string) => ({
    engine: stack.engine,
    stateMachineArn: stack.deployment.outputs[output] ?? '',
  });
  removals = createExecutions(machine('RemovePrivateAppArn'));
  rotations = createExecutions(machine('RotateAccessKeyArn'));
});
afterAll(() => stack?.close());

const inventory = () => accountInventory(stack.engine);
const services = () => answeringServices(stack);
const DEADLINE = { deadlineMs: PATIENCE_MS };

/** Runs a removal to its end; the person confirms, and has to be asked unless it is told otherwise. */
async function remove(appName: string, graceSeconds = 50): Promise<ExecutionState & { confirmed: number }> {
  let confirmed = 0;
  const executionArn = await removals.start({ appName, graceSeconds });
  const onPoll = async () => {
    const task = await findTask(services(), appName, 'confirm-removal');
    if (task?.execution !== executionArn) return;
    confirmed += 1;
    await stack.answer(stack, task, { appName });
  };
  const ended = await removals.untilEnded(executionArn, { ...DEADLINE, onPoll });
  return { ...ended, confirmed };
}

/** Makes another version of the policy the default one, as a correction does. */
async function correctPolicy(appName: string): Promise<void> {
  const { policyArn } = pathsOf(appName).iam;
  const { [policyArn]: PolicyArn } = await services().parameters.get([policyArn]);
  const PolicyDocument = JSON.stringify(sellingPartnerPolicy());
  const version = new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true });
  await new IAMClient(stack.engine.clientConfig).send(version);
}

/** Opens the page that a removal asks with, and presses the button of an action. */
async function onPage(appName: string, executionArn: string, action: string, values: Values): Promise<Page> {
  const link = await findLink(stack, `${appName}/confirm-removal`, executionArn);
  const jar: CookieJar = new Map();
  const page = await openPage(link, jar);
  const form = readForms(page.html).find(({ fields, buttons }) =>
    [...fields, ...buttons].some((one) => JSON.stringify(one).includes(`"${action}"`)),
  );
  if (!form) throw new Error(`no form for ${action}`);
  return submitForm(page.url, form, values, jar);
}

/** The account as it was, with the record of the removal. */
const withRecord = (before: AccountInventory, appName: string) => ({
  ...before,
  parameters: [...before.parameters, `${removalPaths.removed(appName)} 1`].toSorted(),
});

/** An address that somebody has subscribed with a filter, and confirmed. */
async function subscribe(address: string, filter: string): Promise<void> {
  await createSubscriptions(stack.topicArn, stack.engine.clientConfig).subscribe(address, filter);
  await confirmAddress(stack.engine, address);
}

const untilWaiting = (appName: string) =>
  poll(
    async () => {
      const tasks = await listTasks(services(), appName);
      return tasks.length > 0 ? tasks : undefined;
    },
    { deadlineMs: PATIENCE_MS, everyMs: 50 },
  );

it('leaves the account as it was before a finished application with two accounts, and says what remains', async () => {
  const [appName, notificationEmail] = ['acme-finished', 'ops@example.com'];
  await subscribe(notificationEmail, '{"appName":["acme-other"]}');
  const before = await inventory();
  const input = { appName, marketplace: 'US', authorizations: [{ marketplace: 'DE' }], notificationEmail };
  const created = await stack.run(input, stack.person(appName));
  await correctPolicy(appName);
  const middle = await inventory();
  await stack.messages();

  const removed = await remove(appName);

  expect([created.error, created.status]).toEqual([undefined, 'SUCCEEDED']);
  expect(middle.subscriptions).toContain(
    `email ${notificationEmail} {"appName":["acme-other","${appName}"]}`,
  );
  expect([removed.error, removed.cause, removed.status]).toEqual([undefined, undefined, 'SUCCEEDED']);
  expect(removed.confirmed).toBe(1);
  expect(await inventory()).toEqual(withRecord(before, appName));
  const told = (await stack.messages()).find(({ subject }) =>
    subject.endsWith('The application was removed'),
  );
  expect(told?.body).toContain('Revoke the authorizations of de, us');
});

it('never touches what was adopted', async () => {
  const appName = 'acme-adopts';
  const adopted = await seedIam(stack, 'their-user');
  const { userArn, roleArn, policyArn, key } = adopted;
  const notificationEmail = 'team@example.com';
  await subscribe(notificationEmail, '{"team":["a"]}');
  const before = await inventory();
  await stack.messages();
  const input = {
    appName,
    marketplace: 'US',
    iam: { mode: 'adopt', userArn, roleArn, policyArn },
    notificationEmail,
  };
  const failed = await stack.run(input, stack.person(appName));
  const sts = createSts(stack.engine.clientConfig);
  await storeAccessKey({ ...services(), sts }, appName, key);
  const created = await stack.run(input, stack.person(appName));
  const subjects = (await stack.messages()).map(({ subject }) => subject);

  const removed = await remove(appName);

  expect(subjects).toContain(`[${appName}] ${notificationEmail} gets no messages`);
  expect([failed.error, created.status, removed.status]).toEqual([
    'AccessKeyMissing',
    'SUCCEEDED',
    'SUCCEEDED',
  ]);
  expect(await inventory()).toEqual(withRecord(before, appName));
});

it('ends a creation that waits for a person, at once and with a clear reason', async () => {
  const [appName, before] = ['acme-waits', await inventory()];
  const notificationEmail = 'people@example.com';
  const input = { appName, marketplace: 'US', iam: { mode: 'none' }, notificationEmail };
  const executionArn = await stack.executions.start(input);
  await untilWaiting(appName);
  await confirmAddress(stack.engine, notificationEmail);

  const removed = await remove(appName);

  const created = await stack.executions.describe(executionArn);
  expect([removed.status, created.status, created.error]).toEqual([
    'SUCCEEDED',
    'ABORTED',
    'ApplicationRemoved',
  ]);
  expect(await inventory()).toEqual(withRecord(before, appName));
});

it.each([
  ['ProvisionIamUser', 'iam:CreateAccessKey'],
  ['ProvisionIamRole', 'iam:CreateRole'],
  ['AttachStsPolicy', 'iam:PutUserPolicy'],
])('rolls back a creation that failed in %s', async (step, action) => {
  const [appName, before] = [`acme-${step.toLowerCase()}`, await inventory()];
  const failed = await withStatements(stack, step, denying(action), () =>
    stack.run({ appName, marketplace: 'US' }, stack.person(appName)),
  );

  const removed = await remove(appName);

  expect([failed.error, removed.error, removed.status]).toEqual(['AwsDenied', undefined, 'SUCCEEDED']);
  expect(await inventory()).toEqual(withRecord(before, appName));
});

it.each([
  ['while both work', 86_400, (keys: string[]) => keys.length === 2],
  ['in its grace period', 0, (keys: string[]) => keys.some((key) => key.endsWith('Inactive'))],
])('removes both keys of a rotation %s, and stops it', async (_, settleSeconds, isThere) => {
  const [appName, before] = [`acme-rotating-${settleSeconds}`, await inventory()];
  const created = await stack.run({ appName, marketplace: 'US' }, stack.person(appName));
  const rotation = await rotations.start({ appName, force: true, settleSeconds, graceSeconds: 86_400 });
  const isWaiting = async () => {
    const { users } = await inventory();
    const keys = users.find(({ Arn }) => Arn?.endsWith(`/sp-api-${appName}`))?.keys ?? [];
    return isThere(keys) || undefined;
  };
  expect(await poll(isWaiting, { deadlineMs: PATIENCE_MS, everyMs: 100 })).toBe(true);

  const removed = await remove(appName, 0);

  const { status, error } = await rotations.describe(rotation);
  expect([created.status, removed.status, status, error]).toEqual([
    'SUCCEEDED',
    'SUCCEEDED',
    'ABORTED',
    'ApplicationRemoved',
  ]);
  expect(await inventory()).toEqual(withRecord(before, appName));
});

it('changes nothing when the person refuses, or something foreign is attached; then completes what was stopped', async () => {
  const [appName, start] = ['acme-kept', await inventory()];
  await stack.run({ appName, marketplace: 'US' }, stack.person(appName));
  const before = await inventory();

  const executionArn = await removals.start({ appName });
  const [task] = (await untilWaiting(appName)) ?? [];
  if (task) await rejectTask(services(), task, { reason: 'still needed' });
  const refused = await removals.untilEnded(executionArn, DEADLINE);

  // Only what the person did and whose turn it was are kept, and the link until it expires.
  const after = await inventory();
  const { outcome, turn } = pathsOf(appName);
  const kept = [`${outcome('confirm-removal')} 1`, `${turn('task-confirm-removal')} 2`];
  const links = /^\/sp-api\/_links\//;
  expect(refused.status).toBe('SUCCEEDED');
  expect({ ...after, parameters: after.parameters.filter((name) => !links.test(name)) }).toEqual({
    ...before,
    parameters: [...before.parameters.filter((name) => !links.test(name)), ...kept].toSorted(),
  });

  const iam = new IAMClient(stack.engine.clientConfig);
  const UserName = `sp-api-${appName}`;
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
  });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'theirs', PolicyDocument }));
  const withForeign = await inventory();
  const blocked = await remove(appName);
  expect([blocked.status, blocked.error, blocked.confirmed]).toEqual(['FAILED', 'IamResourceInUse', 0]);
  expect(blocked.cause).toContain('the inline policy theirs');
  expect(await inventory()).toEqual(withForeign);

  await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'theirs' }));
  const stopped = await removals.start({ appName, graceSeconds: 86_400 });
  const [second] = (await untilWaiting(appName)) ?? [];
  if (second) await stack.answer(stack, second, { appName });
  const isInactive = async () => {
    const { users } = await inventory();
    return (
      users.find(({ Arn }) => Arn?.endsWith(UserName))?.keys.every((key) => key.endsWith('Inactive')) ||
      undefined
    );
  };
  expect(await poll(isInactive, { deadlineMs: PATIENCE_MS, everyMs: 100 })).toBe(true);
  await new SFNClient(stack.engine.clientConfig).send(new StopExecutionCommand({ executionArn: stopped }));

  const completed = await remove(appName, 0);

  expect([completed.status, completed.confirmed]).toEqual(['SUCCEEDED', 0]);
  expect(await inventory()).toEqual(withRecord(start, appName));
});

it('is confirmed and rejected on its page; what else runs for the application is stopped', async () => {
  const [appName, before] = ['acme-on-page', await inventory()];
  const input = { appName, marketplace: 'US', iam: { mode: 'none' } };
  await stack.run(input, stack.person(appName));
  const secrets = createExecutions({
    engine: stack.engine,
    stateMachineArn: stack.deployment.outputs.RotateClientSecretArn ?? '',
  });
  const rejected = await removals.start({ appName, graceSeconds: 0 });
  await onPage(appName, rejected, 'give-up', { reason: 'Still needed.' });
  const kept = await removals.untilEnded(rejected, DEADLINE);
  const rotation = await secrets.start({ appName, register: true });
  await findLink(stack, `${appName}/register-queue`, rotation);
  const other = await removals.start({ appName, graceSeconds: 0 }, `other-${Date.now()}`);
  await findLink(stack, `${appName}/confirm-removal`, other);
  const removal = await removals.start({ appName, graceSeconds: 0 });

  await onPage(appName, removal, 'complete', { appName });
  const ended = await removals.untilEnded(removal, DEADLINE);

  const stopped = [await secrets.describe(rotation), await removals.describe(other)];
  expect([kept.status, ended.status]).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  expect(stopped.map(({ status, error }) => [status, error])).toEqual([
    ['ABORTED', 'ApplicationRemoved'],
    ['ABORTED', 'ApplicationRemoved'],
  ]);
  expect(await inventory()).toEqual(withRecord(before, appName));
});
