import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asSubject, createTopic } from '#shared/clients/topic.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import { AwsUnavailable } from '#shared/errors/retryable.ts';
import { queryCall, queryError, queryReply, stubConfig } from '../../../support/stub-aws.ts';
import { type Stub, startStub } from '../../../support/stub-server.ts';
import { errorOf } from '../../../support/subjects.ts';

const TOPIC_ARN = 'arn:aws:sns:us-east-1:111122223333:topic';

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.stop());

describe('a subject', () => {
  it.each([
    ['plain', 'plain'],
    ['a\nb\tc', 'a b c'],
    ['Zürich …', 'Z rich'],
    ['x'.repeat(99), 'x'.repeat(99)],
    ['x'.repeat(100), `${'x'.repeat(96)}...`],
  ])('is ASCII on one line, under 100 characters: %j', (text, expected) => {
    expect(asSubject(text)).toBe(expected);
  });
});

describe('a message', () => {
  it('carries the application, so that subscriptions can filter on it', async () => {
    stub.answer(queryReply('Publish', '<MessageId>m</MessageId>'));

    await createTopic(TOPIC_ARN, { stage: 'dev' }, stubConfig(stub)).publish({
      appName: 'acme',
      subject: 's',
      body: 'b\nc',
    });

    expect(stub.received.map(queryCall)).toEqual([
      [
        'Publish',
        {
          TopicArn: TOPIC_ARN,
          Subject: 's',
          Message: 'b\nc',
          'MessageAttributes.entry.1.Name': 'appName',
          'MessageAttributes.entry.1.Value.DataType': 'String',
          'MessageAttributes.entry.1.Value.StringValue': 'acme',
        },
      ],
    ]);
  });
});

it('the commands in a message are for the stage and the region that send it', async () => {
  stub.answer(queryReply('Publish', '<MessageId>m</MessageId>'));
  const topic = createTopic(TOPIC_ARN, { stage: 'prod', chat: true }, stubConfig(stub));

  await topic.publish({ appName: 'acme', subject: 's', body: 'See: spapi status acme' });

  const [[, { Message = '' } = {}] = []] = stub.received.map(queryCall);
  const bodies = JSON.parse(Message) as Record<string, string>;
  expect(bodies.default).toBe('See: spapi --stage prod --region us-east-1 status acme');
  expect(JSON.parse(bodies.https ?? '').content.description).toBe(bodies.default);
});

it('a message that a web page has swallowed is not sent', async () => {
  stub.answer({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html></html>' });
  const topic = createTopic(TOPIC_ARN, { stage: 'dev' }, stubConfig(stub));

  const error = await errorOf(topic.publish({ appName: 'acme', subject: 's', body: 'b' }));

  expect(error).toBeInstanceOf(AwsUnavailable);
});

describe('a message that SNS refuses as malformed', () => {
  it('goes out once more, with its plain letters only', async () => {
    stub.answer(
      queryError(400, 'InvalidParameter', 'Invalid parameter: Message'),
      queryReply('Publish', '<MessageId>m</MessageId>'),
    );
    const topic = createTopic(TOPIC_ARN, { stage: 'dev', chat: true }, stubConfig(stub));

    await topic.publish({ appName: 'acme', subject: 'Zürich', body: 'Step: X 😀\nWhat to do: Y' });

    const [, [, second] = []] = stub.received.map(queryCall);
    expect(second).toMatchObject({
      Subject: 'Z rich',
      Message:
        'Step: X ?\nWhat to do: Y\n(SNS refused this message as it was, so only its plain letters are here.)',
    });
  });

  it('is given up when that is refused too', async () => {
    stub.answer(queryError(400, 'InvalidParameter'));

    const error = await errorOf(
      createTopic(TOPIC_ARN, { stage: 'dev' }, stubConfig(stub)).publish({
        appName: 'acme',
        subject: 's',
        body: 'b',
      }),
    );

    expect(error).toBeInstanceOf(UnexpectedReply);
  });
});

it('a message of any length and any characters fits what SNS takes', async () => {
  stub.answer(queryReply('Publish', '<MessageId>m</MessageId>'));
  const topic = createTopic(TOPIC_ARN, { stage: 'dev', chat: true }, stubConfig(stub));

  await topic.publish({
    appName: 'acme',
    subject: 's',
    body: `${'x'.repeat(29_998)}😀${'€"'.repeat(100_000)}`,
  });

  const [[, { Message = '' } = {}] = []] = stub.received.map(queryCall);
  expect(Buffer.byteLength(Message)).toBeLessThan(262_144);
  expect(JSON.parse(Message).default).toBe(`${'x'.repeat(29_998)}…`);
});

describe('a message for the chat service', () => {
  it('has its schema for HTTPS subscribers, and the text for all others', async () => {
    stub.answer(queryReply('Publish', '<MessageId>m</MessageId>'));
    const topic = createTopic(TOPIC_ARN, { stage: 'dev', chat: true }, stubConfig(stub));

    await topic.publish({ appName: 'acme', subject: 'Zürich waits', body: 'b\nc "d"' });

    const [[, { Message = '', MessageStructure, Subject } = {}] = []] = stub.received.map(queryCall);
    const bodies = JSON.parse(Message) as Record<string, string>;
    expect([MessageStructure, Subject, Object.keys(bodies)]).toEqual([
      'json',
      'Z rich waits',
      ['default', 'https'],
    ]);
    expect(bodies.default).toBe('b\nc "d"');
    expect(JSON.parse(bodies.https ?? '')).toEqual({
      version: '1.0',
      source: 'custom',
      content: { textType: 'client-markdown', title: 'Zürich waits', description: 'b\nc "d"' },
      metadata: { threadId: 'acme', summary: 'Zürich waits' },
    });
  });
});
