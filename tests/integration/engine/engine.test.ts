import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deployPackage } from '../../../local/engine/deploy.ts';
import { startTestBed, type TestBed, writePackage } from './engine-fixture.ts';

let bed: TestBed;

beforeAll(async () => {
  bed = await startTestBed();
}, 120_000);

afterAll(() => bed?.close());

async function act(payload: Record<string, unknown>) {
  const lambda = new LambdaClient(bed.engine.clientConfig);
  const command = new InvokeCommand({ FunctionName: bed.outputs.Act, Payload: JSON.stringify(payload) });
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

  it('simulates the policies of a user that has a path, and gives it two access keys at most', async () => {
    const iam = new IAMClient(bed.engine.clientConfig);
    const UserName = 'somebody';
    const user = await iam.send(new CreateUserCommand({ UserName, Path: '/a/path/' }));
    const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
    const addKey = () => iam.send(new CreateAccessKeyCommand({ UserName }));

    const { EvaluationResults = [] } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: user.User?.Arn,
        ActionNames: ['sts:AssumeRole', 'iam:CreateUser'],
      }),
    );
    await Promise.all([addKey(), addKey()]);

    expect(EvaluationResults.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'implicitDeny']);
    await expect(addKey()).rejects.toThrow('AccessKeysPerUser');
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
    const processes = () => spawnSync('ps', ['-A', '-ww', '-o', 'args=']).stdout.toString();
    await act({ act: 'greet' });
    expect(processes()).toContain(bed.folder);

    await bed.engine.close();

    expect(processes()).not.toContain(bed.folder);
    await expect(open('127.0.0.1', Number(new URL(bed.engine.endpoint).port))).rejects.toThrow(
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
