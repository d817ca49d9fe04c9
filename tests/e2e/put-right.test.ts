import {
  CreateAccessKeyCommand,
  CreatePolicyVersionCommand,
  DeleteAccessKeyCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { createIamRoles } from '#shared/clients/iam-roles.ts';
import type { AccessKey } from '#shared/clients/iam-users.ts';
import { createIamUsers } from '#shared/clients/iam-users.ts';
import { decodeDocument, sellingPartnerPolicy, trustPolicy } from '#shared/domain/iam-documents.ts';
import { iamNames, STS_POLICY_NAME } from '#shared/domain/iam-names.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { keepKey, readKeptKey, readRotation, writeRotation } from '#shared/iam/key-rotation.ts';
import { readStoredKey, storeKey } from '#shared/iam/stored-access-key.ts';
import { hashOf } from '#shared/tasks/task-link.ts';
import type { ExecutionState } from '../../local/execution/execution.ts';
import { answeringServices, type DeployedStack, sharedStack } from '../support/deployed-stack.ts';
import { without, withStatements } from '../support/function-rights.ts';
import { inOrder } from '../support/in-order.ts';
import { INSTALLATION, linkPaths } from '../support/installation.ts';

const APP = 'acme-mends';
const EMAIL = 'people@example.com';
const INPUT = { appName: APP, marketplace: 'US', notificationEmail: EMAIL };
const NAMES = iamNames(INSTALLATION, APP);
const LONG_AGO = '2020-01-01T00:00:00Z';
const OLD_LINK = linkPaths.link(hashOf('an old link'));

let stack: DeployedStack;
let iam: IAMClient;
let services: ReturnType<typeof answeringServices>;
let created: ExecutionState;

beforeAll(async () => {
  stack = await sharedStack();
  iam = new IAMClient(stack.engine.clientConfig);
  services = answeringServices(stack);
  const link = { appName: 'gone', task: 'register-application', execution: 'e', expiresAt: LONG_AGO };
  await services.parameters.put('gone', OLD_LINK, JSON.stringify(link), `until ${LONG_AGO}`);
  created = await stack.run(INPUT, stack.person(APP));
});
afterAll(() => stack?.close());

const storedKey = () => readStoredKey(services, APP);
const rotate = () =>
  stack.runMachine('RotateAccessKeyArn', { appName: APP, force: true, settleSeconds: 0, graceSeconds: 0 });

/** So that IAM, which does not list a deleted key, is believed at once: it would be waited for if the key were new. */
async function forgetAgeOfKey(): Promise<void> {
  const { accessKeyId, secretAccessKey } = (await storedKey()) as AccessKey;
  await storeKey(services, APP, { accessKeyId, secretAccessKey });
}

async function makeKey(): Promise<AccessKey> {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: NAMES.user }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
  return { accessKeyId, secretAccessKey: new Sensitive(SecretAccessKey) };
}

async function keyIds(): Promise<string[]> {
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName: NAMES.user }));
  return AccessKeyMetadata.map(({ AccessKeyId = '' }) => AccessKeyId);
}

const setActive = (key: AccessKey | undefined, active: boolean) =>
  iam.send(
    new UpdateAccessKeyCommand({
      UserName: NAMES.user,
      AccessKeyId: key?.accessKeyId,
      Status: active ? 'Active' : 'Inactive',
    }),
  );

const step = inOrder();

describe('create-private-app', () => {
  step('subscribes the address of the input', async () => {
    const sns = new SNSClient(stack.engine.clientConfig);
    const { Subscriptions = [] } = await sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: stack.topicArn }),
    );

    expect(created.status).toBe('SUCCEEDED');
    expect(Subscriptions.map(({ Endpoint }) => Endpoint)).toContain(EMAIL);
  });

  step('puts right what somebody changed by hand: policy, trust, boundaries, a deleted key', async () => {
    const users = createIamUsers(stack.engine.clientConfig);
    const roles = createIamRoles(iam);
    const before = [(await users.find(NAMES.user))?.boundaryArn, (await roles.find(NAMES.role))?.boundaryArn];
    const old = await storedKey();
    await changeByHand(old);

    await forgetAgeOfKey();

    const again = await stack.run(INPUT);

    expect([again.error, again.status]).toEqual([undefined, 'SUCCEEDED']);
    expect(await defaultDocument()).toEqual(sellingPartnerPolicy());
    const [user, role] = [await users.find(NAMES.user), await roles.find(NAMES.role)];
    expect(role?.trust).toEqual(trustPolicy(user?.arn ?? ''));
    expect(before[0]).toMatch(/:policy\/sp-api\/.*CredentialsBoundary/);
    expect([user?.boundaryArn, role?.boundaryArn]).toEqual(before);
    const now = await storedKey();
    expect(now?.accessKeyId).not.toBe(old?.accessKeyId);
    expect(await keyIds()).toEqual([now?.accessKeyId]);
  });
});

async function changeByHand(key: AccessKey | undefined): Promise<void> {
  const { UserName, RoleName } = { UserName: NAMES.user, RoleName: NAMES.role };
  const PolicyArn = policyArn();
  const nothing = { Effect: 'Deny', Action: '*', Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [nothing] });
  for (let made = 1; made < 5; made += 1)
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
  const trust = JSON.stringify(trustPolicy(`arn:aws:iam::${stack.engine.accountId}:root`));
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust }));
  await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
  await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: key?.accessKeyId }));
  // As if a run had died between making the key and keeping its secret.
  await makeKey();
}

const policyArn = () => `arn:aws:iam::${stack.engine.accountId}:policy/sp-api/${NAMES.policy}`;

async function defaultDocument() {
  const PolicyArn = policyArn();
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const VersionId = Policy?.DefaultVersionId;
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  return decodeDocument(PolicyVersion?.Document ?? '');
}

describe('rotate-access-key', () => {
  step('leaves a second key alone while whoever made it may still keep its secret', async () => {
    const stored = await storedKey();
    const startedAt = new Date().toISOString();
    await writeRotation(services, APP, { oldAccessKeyId: stored?.accessKeyId ?? '', startedAt });
    const second = await makeKey();

    const execution = await rotate();

    expect([execution.status, execution.error]).toEqual(['FAILED', 'AccessKeyNotReady']);
    expect(await keyIds()).toEqual([stored?.accessKeyId, second.accessKeyId]);
    await keepKey(services, APP, 'pending', second);
  });

  step('makes a new second key where somebody made the kept one inactive', async () => {
    const pending = await readKeptKey(services, APP, 'pending');
    await setActive(pending, false);

    const execution = await rotate();

    expect([execution.error, execution.status]).toEqual([undefined, 'SUCCEEDED']);
    expect(await keyIds()).toEqual([(await storedKey())?.accessKeyId]);
    expect(await keyIds()).not.toContain(pending?.accessKeyId);
  });

  step('puts the old key back, active and stored, when the new one does not prove itself', async () => {
    const old = (await storedKey()) as AccessKey;
    const next = await makeKey();
    await replaceStored(old, next);
    await iam.send(new DeleteUserPolicyCommand({ UserName: NAMES.user, PolicyName: STS_POLICY_NAME }));

    const execution = await rotate();

    expect(execution.status).toBe('FAILED');
    expect(await storedKey()).toMatchObject({ accessKeyId: old.accessKeyId, complete: true });
    expect(
      (await createIamUsers(stack.engine.clientConfig).listAccessKeys(NAMES.user)).map(
        ({ active }) => active,
      ),
    ).toEqual([true, true]);
    expect(await readRotation(services, APP)).toEqual({
      oldAccessKeyId: old.accessKeyId,
      startedAt: LONG_AGO,
    });
  });
});

/** As far as a rotation has come when it has replaced the stored key and was interrupted then. */
async function replaceStored(old: AccessKey, next: AccessKey): Promise<void> {
  await keepKey(services, APP, 'pending', next);
  await keepKey(services, APP, 'previous', old);
  await writeRotation(services, APP, {
    oldAccessKeyId: old.accessKeyId,
    startedAt: LONG_AGO,
    inactiveSince: LONG_AGO,
  });
  await storeKey(services, APP, next);
  await setActive(old, false);
}

describe('check-credentials', () => {
  step('of all applications deletes links that expired long ago, and no other', async () => {
    const { root } = linkPaths;
    const before = (await services.parameters.findBelow(root)).map(({ name }) => name);

    const execution = await stack.runMachine('CheckCredentialsArn', {});

    const after = (await services.parameters.findBelow(root)).map(({ name }) => name);
    expect([execution.error, execution.status]).toEqual([undefined, 'SUCCEEDED']);
    expect(before).toContain(OLD_LINK);
    expect(after).toEqual(before.filter((name) => name !== OLD_LINK));
  });

  step('tells people when it cannot even list the applications', async () => {
    await stack.messages();

    const execution = await withStatements(stack, 'ListApplications', without('ssm:DescribeParameters'), () =>
      stack.runMachine('CheckCredentialsArn', {}),
    );

    expect([execution.status, execution.error]).toEqual(['FAILED', 'AwsDenied']);
    expect((await stack.messages()).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('ListApplications failed: AwsDenied'),
    ]);
  });
});
