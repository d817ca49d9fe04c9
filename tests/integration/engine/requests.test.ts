import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetParametersByPathCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AwsClient } from 'aws4fetch';
import { type Engine, startEngine } from '../../../local/engine/engine.ts';

let folder: string;
let engine: Engine;
let ssm: SSMClient;
let iam: IAMClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'requests-test-'));
  engine = await startEngine({ dataFolder: folder });
  ssm = new SSMClient(engine.clientConfig);
  iam = new IAMClient(engine.clientConfig);
  // The first request makes the file.
  await iam.send(new ListUsersCommand({}));
});

afterAll(async () => {
  await engine?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface NotedRequest {
  action: string;
  problem: string | null;
}
const noted = (): NotedRequest[] =>
  readFileSync(join(folder, 'requests.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Each problem is noted once: what these requests add to those that other tests have made. */
async function problemsIn(requests: () => Promise<unknown>): Promise<[action: string, problem: string][]> {
  const before = noted().length;
  await requests();
  return noted()
    .slice(before)
    .flatMap(({ action, problem }) => (problem === null ? [] : [[action, problem]]));
}

const parameter = { Name: '/a/b', Value: 'v', Type: 'String' as const };

describe('a request that AWS would take', () => {
  it('is judged to be in order, with lists, maps and numbers', async () => {
    const problems = await problemsIn(async () => {
      await ssm.send(new PutParameterCommand({ ...parameter, Tags: [{ Key: 'ä: b', Value: '' }] }));
      await ssm.send(new GetParametersByPathCommand({ Path: '/a', MaxResults: 10, Recursive: true }));
      const Tags = [{ Key: 'app', Value: 'x' }];
      await iam.send(new CreateUserCommand({ UserName: 'u', Path: '/sp-api/', Tags }));
      await iam.send(new ListUsersCommand({ MaxItems: 1000 }));
    });

    expect(problems).toEqual([]);
    const inOrder = noted().filter(({ problem }) => problem === null);
    expect(inOrder.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'ssm:PutParameter',
        'ssm:GetParametersByPath',
        'iam:CreateUser',
        'iam:ListUsers',
      ]),
    );
  });
});

describe('a request that AWS would refuse', () => {
  it('is refused in the words of Systems Manager, without the value, and noted', async () => {
    const wrong = new PutParameterCommand({
      ...parameter,
      Type: 'Secret' as never,
      Tags: [{ Key: 'a|b', Value: 'v' }],
    });

    const problems = await problemsIn(() =>
      expect(ssm.send(wrong)).rejects.toMatchObject({
        name: 'ValidationException',
        message:
          "2 validation errors detected: Value at 'type' failed to satisfy constraint: Member must satisfy enum value set: " +
          "[String, StringList, SecureString]; Value at 'tags.1.Key' failed to satisfy constraint: " +
          'Member must satisfy regular expression pattern: ^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$',
      }),
    );

    expect(problems).toEqual([
      ['ssm:PutParameter', 'Type: Member must satisfy enum value set: [String, StringList, SecureString]'],
      [
        'ssm:PutParameter',
        'Tags.1.Key: Member must satisfy regular expression pattern: ^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$',
      ],
    ]);
  });

  it('is refused in the words of IAM', async () => {
    const attempt = iam.send(new CreateUserCommand({ UserName: 'u'.repeat(65) }));

    await expect(attempt).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "1 validation error detected: Value at 'userName' failed to satisfy constraint: " +
        'Member must have length less than or equal to 64',
    });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'a page that is too long',
      () => ssm.send(new GetParametersByPathCommand({ Path: '/a', MaxResults: 11 })),
      'Member must have value less than or equal to 10',
    ],
    [
      'a value that is missing',
      () => ssm.send(new PutParameterCommand({ Name: '/a' } as never)),
      "Value at 'value' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a session that is too short',
      () =>
        new STSClient(engine.clientConfig).send(
          new AssumeRoleCommand({
            RoleArn: 'arn:aws:iam::123456789012:role/x',
            RoleSessionName: 's1',
            DurationSeconds: 60,
          }),
        ),
      "Value at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [
      'an output that is too long',
      () =>
        new SFNClient(engine.clientConfig).send(
          new SendTaskSuccessCommand({ taskToken: 't', output: `"${'x'.repeat(262_144)}"` }),
        ),
      "Value at 'output' failed to satisfy constraint: Member must have length less than or equal to 262144",
    ],
    [
      'a message without a text',
      () =>
        new SNSClient(engine.clientConfig).send(
          new PublishCommand({ TopicArn: 'arn:aws:sns:us-east-1:123456789012:t' } as never),
        ),
      "Value at 'message' failed to satisfy constraint: Member must not be null",
    ],
  ])('is one with %s', async (_, call, words) => {
    await expect(call()).rejects.toThrow(words);
  });
});

it('notes a member that AWS does not know, which AWS passes over', async () => {
  const aws = new AwsClient({ ...engine.credentials, region: engine.region, service: 'ssm', retries: 0 });

  const problems = await problemsIn(async () => {
    const reply = await aws.fetch(engine.endpoint, {
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonSSM.PutParameter' },
      body: JSON.stringify({ ...parameter, Name: '/extra', Colour: 'red' }),
    });
    expect(reply.status).toBe(200);
  });

  expect(problems).toEqual([['ssm:PutParameter', 'Colour: is no member that AWS knows']]);
});
