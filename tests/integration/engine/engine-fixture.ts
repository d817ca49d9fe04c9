import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { deployPackage } from '../../../local/engine/deploy.ts';
import { type Engine, type EngineOptions, startEngine } from '../../../local/engine/engine.ts';
import { type IssuedCredentials, recordIssuedCredentials } from '../../../local/engine/issued-credentials.ts';

/** What the little function of these tests can be told to do. */
const source = `
import { AwsClient } from './aws4fetch.mjs';

const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
const aws = new AwsClient({ accessKeyId, secretAccessKey, sessionToken, region: 'us-east-1', retries: 0 });
const call = async (endpoint, service, headers, body) => {
  const reply = await aws.fetch(endpoint, { method: 'POST', headers, body, aws: { service } });
  return { status: reply.status, text: await reply.text() };
};
const put = (Name) =>
  call(process.env.AWS_ENDPOINT_URL, 'ssm',
    { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonSSM.PutParameter' },
    JSON.stringify({ Name, Value: 'v', Type: 'SecureString' }));
let failuresLeft = 2;

export const handler = async ({ act, name, roleArn, ms }) => {
  if (act === 'fail') throw Object.assign(new Error('as told'), { name });
  if (act === 'fail twice' && failuresLeft-- > 0) throw Object.assign(new Error('not yet'), { name });
  if (act === 'wait') return new Promise((resolve) => setTimeout(() => resolve(process.pid), ms));
  if (act === 'put parameter') return put(name);
  if (act === 'put 30 parameters') {
    const replies = [];
    for (let i = 0; i < 30; i++) replies.push(await put(name + i));
    return replies;
  }
  if (act === 'put parameter and die') {
    await put(name);
    process.exit(1);
  }
  if (act === 'assume role')
    return call(process.env.AWS_ENDPOINT_URL_STS, 'sts', { 'content-type': 'application/x-www-form-urlencoded' },
      new URLSearchParams({ Action: 'AssumeRole', Version: '2011-06-15', RoleArn: roleArn, RoleSessionName: 'test' }).toString());
  return { act, greeting: process.env.GREETING };
};
`;

const allow = (Action: string, Resource: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});

const trust = (Principal: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
});

const role = (principal: unknown, policies: unknown[] = []) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trust(principal),
    Policies: policies.map((PolicyDocument, index) => ({ PolicyName: `p${index}`, PolicyDocument })),
  },
});

const arnOf = (resource: string) => ({ 'Fn::GetAtt': [resource, 'Arn'] });

const template = {
  Resources: {
    ActRole: role({ Service: 'lambda.amazonaws.com' }, [
      allow('ssm:PutParameter', 'arn:aws:ssm:*:*:parameter/allowed/*'),
      allow('sts:AssumeRole', '*'),
    ]),
    MachineRole: role({ Service: 'states.amazonaws.com' }, [allow('lambda:InvokeFunction', arnOf('Act'))]),
    PowerlessRole: role({ Service: 'states.amazonaws.com' }),
    Assumable: role({ AWS: arnOf('ActRole') }),
    NotAssumable: role({ AWS: arnOf('MachineRole') }),
    Act: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'engine-test-act',
        Code: { S3Bucket: 'replaced', S3Key: 'some/where/act.zip' },
        Handler: 'functions/act/handler.handler',
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Role: arnOf('ActRole'),
        Timeout: 5,
      },
    },
  },
  Outputs: Object.fromEntries(
    ['Act', 'MachineRole', 'PowerlessRole', 'Assumable', 'NotAssumable'].map((name) => [
      name,
      { Value: arnOf(name) },
    ]),
  ),
};

/** The little function, with its code at another place. */
export const actFrom = (S3Key: string) => {
  const { Act } = structuredClone(template.Resources);
  Act.Properties.Code.S3Key = S3Key;
  return Act;
};

/** Writes what `serverless package` would write for a service of one function, and whatever else is asked for. */
export function writePackage(folder: string, more: object = {}): string {
  mkdirSync(folder, { recursive: true });
  const client = readFileSync(new URL(import.meta.resolve('aws4fetch')));
  const zip = zipSync({
    'functions/act/handler.mjs': strToU8(source),
    'functions/act/aws4fetch.mjs': new Uint8Array(client),
  });
  writeFileSync(join(folder, 'act.zip'), zip);
  writeFileSync(
    join(folder, 'cloudformation-template-update-stack.json'),
    JSON.stringify({ ...template, Resources: { ...template.Resources, ...more } }),
  );
  const state = { service: { service: 'engine-test', provider: { stage: 'local' } } };
  writeFileSync(join(folder, 'serverless-state.json'), JSON.stringify(state));
  return folder;
}

/** An engine with the little service on it, and how to use it. */
export interface TestBed {
  engine: Engine;
  issued: IssuedCredentials;
  outputs: Record<string, string>;
  /** What the function has in its environment. */
  environment: Record<string, string>;
  folder: string;
  close(): Promise<void>;
}

/** Starts an engine with scaled waits, and deploys the little service on it. */
export async function startTestBed(options: EngineOptions = {}): Promise<TestBed> {
  const folder = mkdtempSync(join(tmpdir(), 'engine-test-'));
  const engine = await startEngine({ dataFolder: join(folder, 'engine'), waitScale: 0.01, ...options });
  const issued = await recordIssuedCredentials(engine.endpoint);
  const environment = { AWS_ENDPOINT_URL_STS: issued.endpoint, GREETING: 'hello' };
  const { outputs } = await deployPackage(engine, {
    packageFolder: writePackage(join(folder, 'package')),
    functionEnvironment: environment,
  });
  const close = async () => {
    await issued.close();
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { engine, issued, outputs, environment, folder, close };
}
