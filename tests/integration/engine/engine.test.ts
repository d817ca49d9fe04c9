import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  IAMClient,
  ListRolesCommand,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
  type SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import { CreateTopicCommand, ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSubscriptions } from '#shared/clients/subscriptions.ts';
import { deployPackage } from '../../../local/engine/deploy.ts';
import { inRegion } from '../../../local/engine/engine.ts';
import { findCredentialsOf } from '../../../local/engine/find-credentials.ts';
import { confirmAddress } from '../../support/confirm-address.ts';
import { attachServiceControlPolicy, onlyRegion } from '../../support/organization.ts';
import { errorOf } from '../../support/subjects.ts';
import { actFrom, startTestBed, type TestBed, writePackage } from './engine-fixture.ts';
import { readerPolicy } from './reader-policy.ts';

let bed: TestBed;

beforeAll(async () => {
  bed = await startTestBed();
});

afterAll(() => bed?.close());

async function act(payload: Record<string, unknown>, { engine, outputs } = bed) {
  const lambda = new LambdaClient(engine.clientConfig);
  const command = new InvokeCommand({ FunctionName: outputs.Act, Payload: JSON.stringify(payload) });
  return JSON.parse(Buffer.from((await lambda.send(command)).Payload ?? []).toString());
}

describe('the engine', () => {
  it('listens on the loopback interface only', async () => {
    const port = Number(new URL(bed.engine.endpoint).port);
    const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);

    for (const { address } of addresses.filter(({ internal, family }) => !internal && family === 'IPv4'))
      await expect(open(address, port)).rejects.toThrow('ECONNREFUSED');
    await expect(open('127.0.0.1', port)).resolves.toBe(true);
  });

  it('refuses a key it did not issue', async () => {
    const credentials = { accessKeyId: 'AKIAXXXXXXXXXXXXXXXX', secretAccessKey: 'x' };
    const ssm = new SSMClient({ ...bed.engine.clientConfig, credentials });

    await expect(ssm.send(new GetParameterCommand({ Name: '/x' }))).rejects.toThrow('security token');
  });

  it('runs a function twice at once, and more often only where the others do not end within a second', async () => {
    const processes = async (times: number, ms: number) =>
      new Set(await Promise.all(Array.from({ length: times }, () => act({ act: 'wait', ms })))).size;

    expect([await processes(8, 20), await processes(3, 3_000)]).toEqual([2, 3]);
  });

  it('gives a user two access keys at most', async () => {
    const iam = new IAMClient(bed.engine.clientConfig);
    const UserName = 'two-keys';
    await iam.send(new CreateUserCommand({ UserName }));
    const addKey = () => iam.send(new CreateAccessKeyCommand({ UserName }));

    await Promise.all([addKey(), addKey()]);

    await expect(addKey()).rejects.toThrow('AccessKeysPerUser');
  });
});

describe('the policy simulator', () => {
  const allow = (Action: string, more: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more });
  const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const region = (value: string) => ({
    ContextKeyName: 'aws:RequestedRegion',
    ContextKeyValues: [value],
    ContextKeyType: 'string' as const,
  });
  let iam: IAMClient;
  let PolicySourceArn: string;
  let made = 0;

  /** A user with a path, one policy, and a boundary where one is given. */
  async function withUser(PolicyDocument: string, boundary?: string) {
    iam = new IAMClient(bed.engine.clientConfig);
    const UserName = `simulated-${made++}`;
    const limit = { PolicyName: UserName, PolicyDocument: boundary ?? '' };
    const { Policy } = boundary ? await iam.send(new CreatePolicyCommand(limit)) : {};
    const user = { UserName, Path: '/a/path/', PermissionsBoundary: Policy?.Arn };
    PolicySourceArn = (await iam.send(new CreateUserCommand(user))).User?.Arn ?? '';
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
  }

  async function simulate(request: Partial<SimulatePrincipalPolicyCommandInput>) {
    const input = { PolicySourceArn, ActionNames: ['sqs:SendMessage'], ...request };
    const { EvaluationResults = [] } = await iam.send(new SimulatePrincipalPolicyCommand(input));
    return EvaluationResults;
  }

  it('decides each action for each resource; the most restrictive decision is that of the action', async () => {
    await withUser(
      policy(allow('sqs:*'), { Effect: 'Deny', Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:b' }),
    );
    const ResourceArns = ['arn:aws:sqs:us-east-1:1:a', 'arn:aws:sqs:us-east-1:1:b'];

    const found = await simulate({ ActionNames: ['sqs:SendMessage', 'sns:Publish'], ResourceArns });

    expect(found.map(({ EvalDecision }) => EvalDecision)).toEqual(['explicitDeny', 'implicitDeny']);
    const each = found.map(({ ResourceSpecificResults = [] }) =>
      ResourceSpecificResults.map((one) => [one.EvalResourceName, one.EvalResourceDecision]),
    );
    expect(each).toEqual([
      [
        [ResourceArns[0], 'allowed'],
        [ResourceArns[1], 'explicitDeny'],
      ],
      ResourceArns.map((arn) => [arn, 'implicitDeny']),
    ]);
  });

  it('knows the condition keys that it is given, and names the others', async () => {
    const Condition = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1', 'aws:SourceVpc': 'vpc-1' } };
    await withUser(policy(allow('sqs:*', { Condition }), allow('sns:*')));
    const ResourceArns = ['arn:aws:sqs:eu-west-1:1:a'];

    const [some] = await simulate({ ResourceArns, ContextEntries: [region('eu-west-1')] });
    const vpc = {
      ContextKeyName: 'aws:sourcevpc',
      ContextKeyValues: ['vpc-1'],
      ContextKeyType: 'string' as const,
    };
    const [all] = await simulate({ ResourceArns, ContextEntries: [region('eu-west-1'), vpc] });

    expect([some?.EvalDecision, some?.ResourceSpecificResults?.[0]?.MissingContextValues]).toEqual([
      'implicitDeny',
      ['aws:SourceVpc'],
    ]);
    expect([all?.EvalDecision, all?.MissingContextValues]).toEqual(['allowed', []]);
    const wrong = { ...vpc, ContextKeyValues: ['vpc-1', 'vpc-2'] };
    await expect(simulate({ ContextEntries: [wrong] })).rejects.toThrow('Invalid context entry');
  });

  it('tells what a boundary takes away', async () => {
    await withUser(policy(allow('*')), policy(allow('sns:*')));
    const ResourceArns = ['arn:aws:sqs:us-east-1:1:a'];

    const found = await simulate({ ActionNames: ['sqs:SendMessage', 'sns:Publish'], ResourceArns });

    const told = found.map(({ EvalDecision, ResourceSpecificResults = [] }) => [
      EvalDecision,
      ResourceSpecificResults[0]?.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
    ]);
    expect(told).toEqual([
      ['implicitDeny', false],
      ['allowed', true],
    ]);
  });

  it('lets the organization deny a region that is another, or was not given', async () => {
    await withUser(policy(allow('*')));
    const [without] = await simulate({});
    const { detach } = await attachServiceControlPolicy(bed.engine, onlyRegion('eu-west-1'));

    const given = [[], [region('us-east-1')], [region('eu-west-1')]];
    const found = await Promise.all(given.map((ContextEntries) => simulate({ ContextEntries })));
    await detach();

    expect(without?.OrganizationsDecisionDetail).toBeUndefined();
    expect(found.map(([one]) => [one?.EvalDecision, one?.OrganizationsDecisionDetail])).toEqual([
      ['implicitDeny', { AllowedByOrganizations: false }],
      ['implicitDeny', { AllowedByOrganizations: false }],
      ['allowed', { AllowedByOrganizations: true }],
    ]);
  });

  it('does not know a user that does not exist', async () => {
    await withUser(policy(allow('*')));

    await expect(simulate({ PolicySourceArn: `${PolicySourceArn}x` })).rejects.toThrow('does not exist');
  });
});

describe('an e-mail subscription', () => {
  const ADDRESS = 'ops@example.com';

  it('waits to be confirmed, keeps its filter when it is asked for again, and is listed as deleted at the end', async () => {
    const sns = new SNSClient(bed.engine.clientConfig);
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'engine-test' }));
    const subscriptions = createSubscriptions(TopicArn, bed.engine.clientConfig);
    const subscribe = (filter: string) => subscriptions.subscribe(ADDRESS, filter);

    const first = [await subscribe('{"appName":["a"]}'), await subscribe('{ "appName": ["a"] }')];
    const pending = await subscriptions.listEmail();
    await confirmAddress(bed.engine, ADDRESS);
    const [confirmed] = await subscriptions.listEmail();
    const other = await subscribe('{"appName":["b"]}');
    await subscriptions.setFilter(confirmed?.arn ?? '', '{"appName":["a","b"]}');
    const filtered = await subscriptions.filterOf(confirmed?.arn ?? '');
    await subscriptions.remove(confirmed?.arn ?? '');
    const listed = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));

    expect([first, pending, other]).toEqual([[true, true], [{ address: ADDRESS }], false]);
    expect(confirmed).toEqual({
      address: ADDRESS,
      arn: expect.stringMatching(/^arn:aws:sns:.*:engine-test:/),
    });
    expect(filtered).toEqual({ filter: '{"appName":["a","b"]}', readsBody: false });
    expect(listed.Subscriptions?.map(({ SubscriptionArn }) => SubscriptionArn)).toEqual(['Deleted']);
    expect(await subscriptions.listEmail()).toEqual([]);
    expect((await errorOf(subscriptions.remove('Deleted'))).message).toContain(
      'An ARN must have at least 6 elements, not 1',
    );
  });
});

describe('the policy of a reader in the documentation', () => {
  const ROOT = '/sp-api/acme';
  const KEY = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555';
  const NAMES = ['lwa/client-id', 'lwa/client-secret', 'iam/access-key', 'iam/role-arn'];
  const HIDDEN = ['tasks/x', 'iam/pending-access-key', 'lwa/previous-client-secret'];
  let reader: SSMClient;

  beforeAll(async () => {
    const { region, accountId: ACCOUNT, clientConfig } = bed.engine;
    const iam = new IAMClient(clientConfig);
    const UserName = 'reader';
    await iam.send(new CreateUserCommand({ UserName }));
    const PolicyDocument = readerPolicy({ REGION: region, ACCOUNT, APP: 'acme', KEY });
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'reader', PolicyDocument }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
    reader = new SSMClient({ ...clientConfig, credentials: { accessKeyId, secretAccessKey } });
    const admin = new SSMClient(clientConfig);
    for (const name of [...NAMES, ...HIDDEN, 'authorizations/us/refresh-token'])
      await admin.send(
        new PutParameterCommand({ Name: `${ROOT}/${name}`, Value: name, Type: 'SecureString', KeyId: KEY }),
      );
  });

  const byPath = (Path: string) =>
    reader.send(new GetParametersByPathCommand({ Path, Recursive: true, WithDecryption: true }));

  it('allows the two calls of the README, with and without a slash at the end of the path', async () => {
    const names = NAMES.map((name) => `${ROOT}/${name}`);

    const { Parameters = [] } = await reader.send(
      new GetParametersCommand({ Names: names, WithDecryption: true }),
    );
    const paths = [await byPath(`${ROOT}/authorizations/`), await byPath(`${ROOT}/authorizations`)];

    expect(Parameters.map(({ Value }) => Value).toSorted()).toEqual(NAMES.toSorted());
    expect(paths.map((found) => found.Parameters?.map(({ Value }) => Value))).toEqual(
      Array(2).fill(['authorizations/us/refresh-token']),
    );
  });

  it('shows no task token and no key of a rotation, by name or by path', async () => {
    for (const name of HIDDEN)
      await expect(reader.send(new GetParametersCommand({ Names: [`${ROOT}/${name}`] }))).rejects.toThrow(
        'not authorized',
      );
    for (const path of ['', '/', '/tasks', '/iam', '/lwa/'])
      await expect(byPath(`${ROOT}${path}`)).rejects.toThrow('not authorized');
  });
});

describe('a deployment', () => {
  it('names the resource that failed, and why', async () => {
    const PolicyDocument = { Version: '2012-10-17', Statement: [] };
    const Lost = {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName: 'p', PolicyDocument, Roles: ['nobody'] },
    };
    const packageFolder = writePackage(join(bed.folder, 'failing'), { Lost });

    await expect(deployPackage(bed.engine, { packageFolder })).rejects.toThrow(
      /Lost \(AWS::IAM::Policy\): .*nobody/,
    );
  });
});

describe('a stack of the same name in another region', () => {
  it('has roles of its own: IAM is that of the account', async () => {
    const elsewhere = inRegion(bed.engine, 'eu-west-1');
    const packageFolder = writePackage(join(bed.folder, 'elsewhere'));

    const { outputs } = await deployPackage(elsewhere, { packageFolder });

    expect(outputs.Act).toBe(bed.outputs.Act?.replace('us-east-1', 'eu-west-1'));
    const iam = new IAMClient(bed.engine.clientConfig);
    const { Roles = [] } = await iam.send(new ListRolesCommand({}));
    const ofMachines = Roles.map(({ Arn }) => Arn).filter((arn) => arn?.includes('MachineRole'));
    expect(ofMachines.toSorted()).toEqual([outputs.MachineRole, bed.outputs.MachineRole].toSorted());
  });
});

describe('a version of a function', () => {
  const deployVersion = (name: string, variables: Record<string, string> = {}) => {
    const Version = {
      Type: 'AWS::Lambda::Version',
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { FunctionName: { Ref: 'Act' } },
    };
    const resources = { Act: actFrom(`${name}/act.zip`), [name]: Version };
    const packageFolder = writePackage(join(bed.folder, name), resources);
    return deployPackage(bed.engine, {
      packageFolder,
      functionEnvironment: { ...bed.environment, ...variables },
    });
  };
  const numbers = async () => {
    const { Versions = [] } = await new LambdaClient(bed.engine.clientConfig).send(
      new ListVersionsByFunctionCommand({ FunctionName: bed.outputs.Act }),
    );
    return Versions.map(({ Version }) => Version);
  };

  it('is published after a change alone, and goes with the update that failed', async () => {
    await deployVersion('First');

    await expect(deployVersion('Unchanged')).rejects.toThrow(
      'A version for this Lambda function exists ( 1 ). Modify the function to create a new version.',
    );
    await deployVersion('Changed', { COLOUR: 'blue' });

    expect(await numbers()).toEqual(['$LATEST', '1', '2']);
  });
});

describe('the credentials of the engine', () => {
  it('are found whoever got them: keys of users, sessions of their programs, and the administrator', async () => {
    const iam = new IAMClient(bed.engine.clientConfig);
    const { User } = await iam.send(new CreateUserCommand({ UserName: 'engine-test-caller' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'engine-test-caller' }));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
    const role = await iam.send(
      new CreateRoleCommand({
        RoleName: 'engine-test-called',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: User?.Arn }, Action: 'sts:AssumeRole' }],
        }),
      }),
    );
    await iam.send(
      new PutUserPolicyCommand({
        UserName: 'engine-test-caller',
        PolicyName: 'assume',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: role.Role?.Arn }],
        }),
      }),
    );
    const sts = new STSClient({ ...bed.engine.clientConfig, credentials: { accessKeyId, secretAccessKey } });
    const { Credentials: session } = await sts.send(
      new AssumeRoleCommand({ RoleArn: role.Role?.Arn, RoleSessionName: 'own-program' }),
    );
    const find = findCredentialsOf(bed.engine, bed.issued);

    expect(await find(accessKeyId)).toEqual({ secretAccessKey, principalArn: User?.Arn });
    expect(await find(session?.AccessKeyId ?? '')).toEqual({
      secretAccessKey: session?.SecretAccessKey,
      sessionToken: session?.SessionToken,
      principalArn: expect.stringMatching(/:assumed-role\/engine-test-called\/own-program$/),
    });
    expect(await find(bed.engine.credentials.accessKeyId)).toMatchObject({
      secretAccessKey: bed.engine.credentials.secretAccessKey,
    });
    await iam.send(new DeleteAccessKeyCommand({ UserName: 'engine-test-caller', AccessKeyId: accessKeyId }));
    expect(await find(accessKeyId)).toBeUndefined();
  });

  it('are handed to the administrator only', async () => {
    const { accessKeyId } = bed.engine.credentials;
    const ask = (headers: Record<string, string>) =>
      fetch(`${bed.engine.endpoint}/_engine/credentials/${accessKeyId}`, { headers });

    const replies = [await ask({}), await ask({ 'x-administrator-secret': 'guessed' })];

    expect(await Promise.all(replies.map(async (reply) => [reply.status, await reply.text()]))).toEqual([
      [403, ''],
      [403, ''],
    ]);
  });
});

describe('a deployed function', () => {
  it('gets the variables that were added', async () => {
    expect(await act({ act: 'greet' })).toEqual({ act: 'greet', greeting: 'hello' });
  });

  it('may do what its role allows and nothing else', async () => {
    const allowed = await act({ act: 'put parameter', name: '/allowed/a' });
    const denied = await act({ act: 'put parameter', name: '/other/a' });

    expect(allowed.status).toBe(200);
    expect(denied.text).toContain('is not authorized to perform: ssm:PutParameter');
  });

  it('makes no log group without the right to do so', async () => {
    const logs = new CloudWatchLogsClient(bed.engine.clientConfig);
    await act({ act: 'greet' });

    const { logGroups } = await logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/lambda/engine-test-act' }),
    );

    expect(logGroups).toEqual([]);
  });

  it('can assume a role that trusts it, and the credentials are recorded', async () => {
    const { text } = await act({ act: 'assume role', roleArn: bed.outputs.Assumable });
    const element = (name: string) => text.match(`<${name}>(.*?)</${name}>`)?.[1];

    expect(bed.issued.find(element('AccessKeyId'))).toEqual({
      secretAccessKey: element('SecretAccessKey'),
      sessionToken: element('SessionToken'),
      principalArn: expect.stringMatching(/assumed-role\/.*Assumable.*\/test$/),
    });
    expect(bed.issued.find('ASIAOTHER')).toBeUndefined();
  });

  it('cannot assume a role that does not trust it', async () => {
    const reply = await act({ act: 'assume role', roleArn: bed.outputs.NotAssumable });

    expect(reply).toMatchObject({ status: 403, text: expect.stringContaining('AccessDenied') });
  });
});

describe('closing the engine', () => {
  it('leaves no process and nobody listening', async () => {
    // With their environment: the folder of its run is in that of each process.
    const processes = () => spawnSync('ps', ['axeww', '-o', 'args=']).stdout.toString();
    const own = await startTestBed();
    await act({ act: 'greet' }, own);
    expect(processes()).toContain(own.folder);

    await own.close();

    expect(processes()).not.toContain(own.folder);
    await expect(open('127.0.0.1', Number(new URL(own.engine.endpoint).port))).rejects.toThrow(
      'ECONNREFUSED',
    );
  });
});

function open(host: string, port: number): Promise<true> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: 2_000 }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', reject);
    socket.on('timeout', () => socket.destroy(new Error('ECONNREFUSED: no answer')));
  });
}
