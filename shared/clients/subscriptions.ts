import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  type SNSClientConfig,
  SubscribeCommand,
  type Subscription,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { FilteredSubscription } from '../domain/message-filter.ts';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { callAws, isAwsError } from './aws-errors.ts';
import { requireWholeAnswers } from './whole-answers.ts';

/** An address that is subscribed to the topic. */
export interface EmailSubscription {
  address: string;
  /** Absent until the address has confirmed the subscription. */
  arn?: string;
}

/** Subscriptions to the topic by e-mail. One that is not confirmed within three days SNS deletes. */
export interface Subscriptions {
  listEmail(): Promise<EmailSubscription[]>;
  /** Which messages a confirmed subscription delivers; `undefined` when it is gone. */
  filterOf(subscriptionArn: string): Promise<FilteredSubscription | undefined>;
  /**
   * Subscribes an address, which gets a mail to confirm it.
   * @returns `false` when the address is subscribed with another filter: nothing was changed
   */
  subscribe(address: string, filter: string): Promise<boolean>;
  setFilter(subscriptionArn: string, filter: string): Promise<void>;
  remove(subscriptionArn: string): Promise<void>;
}

/**
 * In place of an ARN, SNS lists `PendingConfirmation` for what is not confirmed, and for up to three days `Deleted` for
 * what was unsubscribed. Source: docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html
 */
const PENDING = 'PendingConfirmation';
const isArn = (text: string) => text.startsWith('arn:');

/**
 * The real subscriptions.
 * @param topicArn ARN of the stack's topic
 * @throws from every method what {@link callAws} throws
 * Source: docs.aws.amazon.com/sns/latest/api (Subscribe, ListSubscriptionsByTopic, Get- and SetSubscriptionAttributes, Unsubscribe)
 */
export function createSubscriptions(
  topicArn: string,
  config: SNSClientConfig = AWS_CLIENT_CONFIG,
): Subscriptions {
  const sns = requireWholeAnswers(new SNSClient(config));
  const call = <T>(name: string, resource: string, send: () => Promise<T>) =>
    callAws({ action: `sns:${name}`, resource }, send);
  return {
    listEmail: () => call('ListSubscriptionsByTopic', topicArn, () => listEmail(sns, topicArn)),
    filterOf: (arn) => call('GetSubscriptionAttributes', arn, () => filterOf(sns, arn)),
    subscribe: (address, filter) =>
      call('Subscribe', topicArn, () => subscribe(sns, topicArn, address, filter)),
    setFilter: async (SubscriptionArn, AttributeValue) => {
      const change = { SubscriptionArn, AttributeName: 'FilterPolicy', AttributeValue };
      await call('SetSubscriptionAttributes', SubscriptionArn, () =>
        sns.send(new SetSubscriptionAttributesCommand(change)),
      );
    },
    remove: async (SubscriptionArn) => {
      await call('Unsubscribe', SubscriptionArn, () => sns.send(new UnsubscribeCommand({ SubscriptionArn })));
    },
  };
}

async function listEmail(sns: SNSClient, TopicArn: string): Promise<EmailSubscription[]> {
  const found: EmailSubscription[] = [];
  let NextToken: string | undefined;
  do {
    const page = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
    found.push(...(page.Subscriptions ?? []).flatMap(toEmail));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

function toEmail({ Protocol, Endpoint, SubscriptionArn = PENDING }: Subscription): EmailSubscription[] {
  if (Protocol !== 'email' || !Endpoint) return [];
  if (isArn(SubscriptionArn)) return [{ address: Endpoint, arn: SubscriptionArn }];
  return SubscriptionArn === PENDING ? [{ address: Endpoint }] : [];
}

async function filterOf(sns: SNSClient, SubscriptionArn: string): Promise<FilteredSubscription | undefined> {
  try {
    const { Attributes = {} } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    const { FilterPolicy: filter, FilterPolicyScope } = Attributes;
    return { filter, readsBody: FilterPolicyScope === 'MessageBody' };
  } catch (error) {
    if (isAwsError(error, 'NotFound')) return undefined;
    throw error;
  }
}

/** Source: the error text is AWS's own, as github.com/localstack/localstack/issues/8816 quotes it */
const OTHER_ATTRIBUTES = /already exists with different attributes/;

async function subscribe(
  sns: SNSClient,
  TopicArn: string,
  Endpoint: string,
  FilterPolicy: string,
): Promise<boolean> {
  try {
    const Attributes = { FilterPolicy };
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint, Attributes }));
    return true;
  } catch (error) {
    if (isAwsError(error, 'InvalidParameter') && OTHER_ATTRIBUTES.test(error.message)) return false;
    throw error;
  }
}
