import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AWS_CLIENT_CONFIG } from '#shared/clients/aws-config.ts';
import { bucketClient } from '../../../../cli/deploy/bucket.ts';
import { changeSets } from '../../../../cli/deploy/change-sets.ts';
import { readParams } from '../../../../cli/deploy/params.ts';
import { readRelease } from '../../../../cli/deploy/release-folder.ts';
import { stackClient } from '../../../../cli/deploy/stack-client.ts';
import { CommandRefused, UsageError } from '../../../../cli/errors.ts';
import { queryCall, queryError, queryReply, stubConfig } from '../../../support/stub-aws.ts';
import { type Stub, startStub } from '../../../support/stub-server.ts';

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.stop());

const aws = () => ({ ...AWS_CLIENT_CONFIG, ...stubConfig(stub) });

describe('the parameters of a deployment', () => {
  it('are names with values, which may have = themselves', () => {
    expect(readParams(['pages=off', 'chat=a=b', 'namespace='], ['chat', 'pages', 'namespace'])).toEqual({
      pages: 'off',
      chat: 'a=b',
      namespace: '',
    });
  });

  it.each([
    ['pages', '--param must be name=value, for example --param pages=off.'],
    ['=x', '--param must be name=value, for example --param pages=off.'],
    ['page=off', 'There is no parameter page. These can be given: chat, pages.'],
  ])('are refused in another form or with another name: %s', (given, message) => {
    expect(() => readParams([given], ['pages', 'chat'])).toThrow(new UsageError(message));
  });
});

describe('the release of the program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is read from the first folder that has one', () => {
    mkdirSync(join(folder, 'functions'));
    writeFileSync(join(folder, 'release.json'), '{"service":"s","defaults":{"chat":"off"}}');
    writeFileSync(join(folder, 'template.json'), '{"Resources":{}}');
    writeFileSync(join(folder, 'functions', 'act.zip'), 'zip');

    const { codeOf, ...release } = readRelease([join(folder, 'missing'), folder]);

    expect(release).toEqual({ service: 's', defaults: { chat: 'off' }, template: { Resources: {} } });
    expect(Buffer.from(codeOf('act.zip')).toString()).toBe('zip');
  });

  it('is missing in a checkout that has made none, which says how to make or do without it', () => {
    expect(() => readRelease([join(folder, 'missing')])).toThrow(
      new CommandRefused({
        what: 'There is no release to deploy in this checkout.',
        remedy:
          'Run "npm run release" first, or deploy the sources with "npm run deploy -- --stage <stage> --region <region>".',
      }),
    );
  });
});

describe('the stack in CloudFormation', () => {
  const stack = () => stackClient(aws(), 'the-stack', 'prod');

  it('has a status, a reason and outputs', async () => {
    stub.answer(
      queryReply(
        'DescribeStacks',
        '<Stacks><member><StackStatus>UPDATE_COMPLETE</StackStatus><Outputs><member><OutputKey>A</OutputKey><OutputValue>1</OutputValue></member></Outputs></member></Stacks>',
      ),
    );

    expect(await stack().findStack()).toEqual({ status: 'UPDATE_COMPLETE', reason: '', outputs: { A: '1' } });
  });

  it('is undefined where there is none', async () => {
    stub.answer(queryError(400, 'ValidationError', 'Stack with id the-stack does not exist'));

    expect(await stack().findStack()).toBeUndefined();
  });

  it('tells what happened since an event, the oldest first, over pages', async () => {
    const events = (...ids: string[]) =>
      `<StackEvents>${ids.map((id) => `<member><EventId>${id}</EventId><LogicalResourceId>R${id}</LogicalResourceId><ResourceType>T</ResourceType><ResourceStatus>S</ResourceStatus></member>`).join('')}</StackEvents>`;
    stub.answer(
      queryReply('DescribeStackEvents', `${events('5', '4')}<NextToken>more</NextToken>`),
      queryReply('DescribeStackEvents', events('3', '2')),
    );

    const found = await stack().eventsSince('2');

    expect(found.map(({ id }) => id)).toEqual(['3', '4', '5']);
    expect(found[0]).toEqual({ id: '3', resource: 'R3', type: 'T', status: 'S', reason: '' });
  });

  it('is created with the tag of the framework', async () => {
    stub.answer(queryReply('CreateStack', '<StackId>arn</StackId>'));
    await stack().createStack({ Resources: {} });

    expect(stub.received.map(queryCall)).toEqual([
      [
        'CreateStack',
        {
          StackName: 'the-stack',
          TemplateBody: '{"Resources":{}}',
          'Tags.member.1.Key': 'STAGE',
          'Tags.member.1.Value': 'prod',
        },
      ],
    ]);
  });
});

describe('a change set', () => {
  const sets = () => changeSets(new CloudFormationClient(aws()), { StackName: 'the-stack', Tags: [] });
  const made = queryReply('CreateChangeSet', '<Id>arn:set</Id>');
  const described = (status: string, rest = '') =>
    queryReply('DescribeChangeSet', `<Status>${status}</Status>${rest}`);
  const member = (inner: string) =>
    `<Changes><member><ResourceChange>${inner}<LogicalResourceId>R</LogicalResourceId><ResourceType>T</ResourceType></ResourceChange></member></Changes>`;

  it.each([
    ['added', '<Action>Add</Action>', {}],
    ['changed', '<Action>Modify</Action><Replacement>False</Replacement>', {}],
    ['replaced', '<Action>Modify</Action><Replacement>True</Replacement>', {}],
    ['replaced', '<Action>Modify</Action><Replacement>Conditional</Replacement>', {}],
    ['removed', '<Action>Remove</Action>', {}],
    ['removed', '<Action>Remove</Action><PolicyAction>Retain</PolicyAction>', { kept: true }],
    [
      'changed',
      '<Action>Modify</Action><Details><member><Target><Attribute>Properties</Attribute><Name>Code</Name></Target></member><member><Target><Attribute>Tags</Attribute></Target></member></Details>',
      { properties: ['Code', 'Tags'] },
    ],
  ])('says what is %s: %s', async (action, inner, rest) => {
    stub.answer(made, described('CREATE_COMPLETE', member(inner)));

    expect(await sets().createChangeSet('https://x')).toEqual({
      arn: 'arn:set',
      changes: [{ action, resource: 'R', type: 'T', properties: [], kept: false, ...rest }],
    });
  });

  it('has no changes where CloudFormation finds none', async () => {
    const reason = "<StatusReason>The submitted information didn't contain changes.</StatusReason>";
    stub.answer(made, described('FAILED', reason));

    expect(await sets().createChangeSet('https://x')).toEqual({ arn: 'arn:set', changes: [] });
  });

  it('that CloudFormation refuses is an error with its reason', async () => {
    stub.answer(made, described('FAILED', '<StatusReason>Template error</StatusReason>'));

    await expect(sets().createChangeSet('https://x')).rejects.toMatchObject({
      what: 'CloudFormation refuses the changes of the-stack: Template error',
    });
  });
});

describe('the bucket of the packages', () => {
  const NOW = Date.parse('2026-11-28T12:00:00Z');
  afterEach(() => stub.answer({ status: 200 }));

  it('answers the address of what was put into it', async () => {
    stub.answer({ status: 200 });

    expect(await bucketClient(aws()).put('the-bucket', 'spapi/a/x.zip', 'body')).toBe(
      `${stub.url}/the-bucket/spapi/a/x.zip`,
    );
    expect(stub.received.map(({ method, url }) => [method, url.split('?')[0]])).toEqual([
      ['PUT', '/the-bucket/spapi/a/x.zip'],
    ]);
  });

  it('loses what no deployment needs and is older than a day', async () => {
    const object = (key: string, at: string) =>
      `<Contents><Key>spapi/${key}</Key><LastModified>${at}</LastModified></Contents>`;
    const listed = [
      object('needed', '2026-01-01T00:00:00Z'),
      object('old', '2026-11-27T11:59:59Z'),
      object('young', '2026-11-27T12:00:01Z'),
    ].join('');
    stub.answer(
      { status: 200, body: `<ListBucketResult>${listed}</ListBucketResult>` },
      { status: 200, body: '<DeleteResult></DeleteResult>' },
    );

    expect(await bucketClient(aws(), () => NOW).clean('the-bucket', new Set(['spapi/needed']))).toBe(1);
    expect(stub.received[0]?.url).toContain('prefix=spapi%2F');
    expect(stub.received[1]?.body).toContain('<Key>spapi/old</Key>');
    expect(stub.received[1]?.body).not.toContain('young');
  });
});
