import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  ListUsersCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateTopicCommand, PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import {
  DescribeParametersCommand,
  type DescribeParametersCommandOutput,
  GetParameterCommand,
  GetParametersByPathCommand,
  type GetParametersByPathCommandOutput,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Engine, startEngine } from '../../../local/engine/engine.ts';
import { openInbox } from '../../../local/stack/inbox.ts';

let engine: Engine;
let ssm: SSMClient;

beforeAll(async () => {
  engine = await startEngine();
  ssm = new SSMClient(engine.clientConfig);
});

afterAll(() => engine?.close());

const put = (parameter: Partial<PutParameterCommandInput>) =>
  ssm.send(
    new PutParameterCommand({ Name: '/p', Value: 'v', Type: 'String', Overwrite: true, ...parameter }),
  );
const ofLength = (bytes: number) => 'x'.repeat(bytes);

describe('a parameter', () => {
  it.each<[string, Partial<PutParameterCommandInput>, string]>([
    ['a value of 4,097 bytes', { Value: `${ofLength(4095)}ä` }, 'maximum parameter value of 4096 characters'],
    ['a value of 8,193 bytes, even as an advanced one', { Value: ofLength(8193), Tier: 'Advanced' }, '8192'],
    ['an empty value', { Value: '' }, 'length greater than or equal to 1'],
    ['a reference in its value', { Value: 'a {{b}}' }, "can't nest another parameter"],
    ['a space in its name', { Name: '/a b' }, 'fully qualified name'],
    ['a relative path for a name', { Name: 'a/b' }, 'fully qualified name'],
    ['an empty level', { Name: '/a//b' }, 'fully qualified name'],
    ['16 levels', { Name: '/l'.repeat(16) }, 'at most 15 levels'],
    ['a name of more than 1,011 characters with its ARN', { Name: `/${ofLength(970)}` }, '1011'],
  ])('cannot have %s', async (_, parameter, words) => {
    await expect(put(parameter)).rejects.toThrow(words);
  });

  it('can have what is just within the limits', async () => {
    await put({ Value: `${ofLength(4094)}ä` });
    await put({ Name: '/l'.repeat(15) });

    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/p' }));
    expect(Parameter?.Value).toBe(`${ofLength(4094)}ä`);
  });

  it('keeps its type', async () => {
    await put({ Name: '/type' });

    await expect(put({ Name: '/type', Type: 'SecureString' })).rejects.toThrow('type');
  });

  it('keeps its newest hundred versions', async () => {
    for (let version = 1; version <= 101; version++) await put({ Name: '/versions' });
    const get = (version: number) => ssm.send(new GetParameterCommand({ Name: `/versions:${version}` }));

    await expect(get(1)).rejects.toThrow('could not find version 1');
    expect((await get(2)).Parameter?.Version).toBe(2);
    expect((await get(101)).Parameter?.Version).toBe(101);
  });
});

describe('a list of parameters', () => {
  beforeAll(async () => {
    for (let i = 0; i < 11; i++) await put({ Name: `/list/${i}` });
  });

  it.each<
    [
      string,
      (NextToken?: string) => Promise<DescribeParametersCommandOutput | GetParametersByPathCommandOutput>,
    ]
  >([
    ['by path', (NextToken) => ssm.send(new GetParametersByPathCommand({ Path: '/list', NextToken }))],
    [
      'by name',
      (NextToken) => {
        const ParameterFilters = [{ Key: 'Name', Option: 'Contains', Values: ['/list/'] }];
        return ssm.send(new DescribeParametersCommand({ ParameterFilters, NextToken }));
      },
    ],
  ])('%s has ten a page at most, and may have an empty one before the last', async (_, list) => {
    const pages: number[] = [];
    let token: string | undefined;
    do {
      const { Parameters = [], NextToken } = await list(token);
      pages.push(Parameters.length);
      token = NextToken;
    } while (token);

    expect(pages).toEqual([0, 10, 1]);
  });

  it('by path needs the right on that very path', async () => {
    const iam = new IAMClient(engine.clientConfig);
    const UserName = 'reader';
    await iam.send(new CreateUserCommand({ UserName }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const Statement = {
      Effect: 'Allow',
      Action: 'ssm:GetParametersByPath',
      Resource: 'arn:aws:ssm:*:*:parameter/list/*',
    };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
    const reader = new SSMClient({
      ...engine.clientConfig,
      credentials: {
        accessKeyId: AccessKey?.AccessKeyId ?? '',
        secretAccessKey: AccessKey?.SecretAccessKey ?? '',
      },
    });
    const read = (Path: string) => reader.send(new GetParametersByPathCommand({ Path }));

    await expect(read('/list')).rejects.toThrow(/not authorized.*:parameter\/list\b/);
    await expect(read('/list/')).resolves.toMatchObject({ Parameters: [] });
  });
});

describe('a list of IAM', () => {
  it('has a hundred a page, or as many as were asked for', async () => {
    const iam = new IAMClient(engine.clientConfig);
    const PathPrefix = '/many/';
    const create = (_: unknown, i: number) =>
      iam.send(new CreateUserCommand({ UserName: `many-${i}`, Path: PathPrefix }));
    await Promise.all(Array.from({ length: 101 }, create));
    const list = (input: object) => iam.send(new ListUsersCommand({ PathPrefix, ...input }));

    const first = await list({});
    const second = await list({ Marker: first.Marker });
    const few = await list({ MaxItems: 3 });

    expect(first).toMatchObject({ IsTruncated: true, Users: { length: 100 } });
    expect(second).toMatchObject({ IsTruncated: false, Users: { length: 1 } });
    expect(second.Marker).toBeUndefined();
    expect(few).toMatchObject({ IsTruncated: true, Users: { length: 3 } });
    const names = [...(first.Users ?? []), ...(second.Users ?? [])].map(({ UserName }) => UserName);
    expect(new Set(names).size).toBe(101);
  });
});

describe('a message', () => {
  let TopicArn: string | undefined;
  const publish = (message: Partial<PublishCommandInput>) =>
    new SNSClient(engine.clientConfig).send(new PublishCommand({ TopicArn, Message: 'm', ...message }));

  beforeAll(async () => {
    ({ TopicArn } = await new SNSClient(engine.clientConfig).send(new CreateTopicCommand({ Name: 't' })));
  });

  it.each<[string, Partial<PublishCommandInput>, string]>([
    ['a subject of a hundred characters', { Subject: ofLength(100) }, 'Subject'],
    ['a line break in its subject', { Subject: 'a\nb' }, 'Subject'],
    ['a control character in its subject', { Subject: 'a\u0007b' }, 'Subject'],
    ['a subject that is not ASCII', { Subject: 'Schlüssel' }, 'Subject'],
    ['a subject that begins with a space', { Subject: ' a' }, 'Subject'],
    ['a text of 262,145 bytes', { Message: ofLength(262_145) }, 'Message too long'],
    ['no text', { Message: '' }, 'Empty message'],
    [
      'texts for some without one for all',
      { Message: '{"https":"m"}', MessageStructure: 'json' },
      'No default entry',
    ],
    [
      'an attribute without a value',
      { MessageAttributes: { a: { DataType: 'String', StringValue: '' } } },
      'needs a value',
    ],
  ])('cannot have %s', async (_, message, words) => {
    await expect(publish(message)).rejects.toMatchObject({
      name: expect.stringMatching(/^InvalidParameter/),
      message: expect.stringContaining(words),
    });
  });

  it('that is just within the limits reaches a subscriber whole', async () => {
    const inbox = await openInbox(engine, TopicArn ?? '');

    await publish({ Subject: ofLength(99), Message: ofLength(262_144) });

    for (let second = 0; second < 20 && inbox.all.length === 0; second++) await inbox.receive();
    expect(inbox.all).toEqual([{ subject: ofLength(99), body: ofLength(262_144) }]);
  });
});
