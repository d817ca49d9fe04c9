import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSubscriptions, type Subscriptions } from '#shared/clients/subscriptions.ts';
import { queryCall, queryError, queryReply, stubConfig } from '../../../support/stub-aws.ts';
import { type Stub, startStub } from '../../../support/stub-server.ts';
import { errorOf } from '../../../support/subjects.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:topic';
const ARN = `${TOPIC}:b`;

let stub: Stub;
let subscriptions: Subscriptions;
beforeAll(async () => {
  stub = await startStub();
  subscriptions = createSubscriptions(TOPIC, stubConfig(stub));
});
afterAll(() => stub.stop());

const one = (protocol: string, arn: string, endpoint = `${protocol}@example.com`) =>
  `<member><Protocol>${protocol}</Protocol><SubscriptionArn>${arn}</SubscriptionArn><Endpoint>${endpoint}</Endpoint></member>`;
const page = (members: string[], token?: string) =>
  queryReply(
    'ListSubscriptionsByTopic',
    `<Subscriptions>${members.join('')}</Subscriptions>${token ? `<NextToken>${token}</NextToken>` : ''}`,
  );
const attributes = (values: Record<string, string>) =>
  queryReply(
    'GetSubscriptionAttributes',
    `<Attributes>${Object.entries(values)
      .map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`)
      .join('')}</Attributes>`,
  );

describe('the list', () => {
  it('has those by e-mail, with an ARN where they are confirmed, page after page', async () => {
    stub.answer(
      page([one('sqs', `${TOPIC}:a`), one('email', 'PendingConfirmation', 'new@example.com')], 'next'),
      page([one('email', ARN)]),
    );

    expect(await subscriptions.listEmail()).toEqual([
      { address: 'new@example.com' },
      { address: 'email@example.com', arn: ARN },
    ]);
    expect(stub.received.map(queryCall)).toEqual([
      ['ListSubscriptionsByTopic', { TopicArn: TOPIC }],
      ['ListSubscriptionsByTopic', { TopicArn: TOPIC, NextToken: 'next' }],
    ]);
  });

  it('leaves out what was unsubscribed, which SNS lists for three days, and any other word in place of an ARN', async () => {
    stub.answer(page([one('email', 'Deleted'), one('email', 'Unheard')]));

    expect(await subscriptions.listEmail()).toEqual([]);
  });
});

describe('a subscription', () => {
  it.each([
    ['with a filter', { FilterPolicy: '{}', FilterPolicyScope: 'MessageAttributes' }, '{}', false],
    ['that reads the text', { FilterPolicy: '{}', FilterPolicyScope: 'MessageBody' }, '{}', true],
    ['without a filter', {}, undefined, false],
  ])('%s tells it', async (_, values, filter, readsBody) => {
    stub.answer(attributes({ ...values, Owner: '111122223333' }));

    expect(await subscriptions.filterOf(ARN)).toEqual({ filter, readsBody });
  });

  it('has no filter when it is gone', async () => {
    stub.answer(queryError(404, 'NotFound'));

    expect(await subscriptions.filterOf(ARN)).toBeUndefined();
  });

  it('is made with its filter', async () => {
    stub.answer(queryReply('Subscribe', '<SubscriptionArn>pending confirmation</SubscriptionArn>'));

    expect(await subscriptions.subscribe('a@example.com', '{}')).toBe(true);
    expect(stub.received.map(queryCall)).toEqual([
      [
        'Subscribe',
        {
          TopicArn: TOPIC,
          Protocol: 'email',
          Endpoint: 'a@example.com',
          'Attributes.entry.1.key': 'FilterPolicy',
          'Attributes.entry.1.value': '{}',
        },
      ],
    ]);
  });

  it('that exists with another filter stays', async () => {
    const reason =
      'Invalid parameter: Attributes Reason: Subscription already exists with different attributes';
    stub.answer(queryError(400, 'InvalidParameter', reason));

    expect(await subscriptions.subscribe('a@example.com', '{}')).toBe(false);
  });

  it('of an address that SNS refuses is an error', async () => {
    stub.answer(queryError(400, 'InvalidParameter', 'Invalid parameter: Email address'));

    expect((await errorOf(subscriptions.subscribe('a', '{}'))).name).toBe('UnexpectedReply');
  });

  it('gets another filter, and is removed', async () => {
    stub.answer(queryReply('SetSubscriptionAttributes', ''), queryReply('Unsubscribe', ''));

    await subscriptions.setFilter(ARN, '{}');
    await subscriptions.remove(ARN);

    expect(stub.received.map(queryCall)).toEqual([
      [
        'SetSubscriptionAttributes',
        { SubscriptionArn: ARN, AttributeName: 'FilterPolicy', AttributeValue: '{}' },
      ],
      ['Unsubscribe', { SubscriptionArn: ARN }],
    ]);
  });
});
