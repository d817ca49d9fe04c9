import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
  type SNSClientConfig,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { callAws, isAwsError } from './aws-errors.ts';
import { requireWholeAnswers } from './whole-answers.ts';

/** Subscriptions to the topic that an address confirmed. One that was not confirmed SNS deletes by itself. */
export interface Subscriptions {
  /** ARNs of those that get messages by e-mail. */
  listEmail(): Promise<string[]>;
  /** Which messages it gets, as JSON; `undefined` for all, and when it is gone. */
  filterOf(subscriptionArn: string): Promise<string | undefined>;
  remove(subscriptionArn: string): Promise<void>;
}

/** What SNS lists in place of the ARN of one that nobody has confirmed. */
const PENDING = 'PendingConfirmation';

/**
 * The real subscriptions.
 * @param topicArn ARN of the stack's topic
 * @throws from every method what {@link callAws} throws
 * Source: docs.aws.amazon.com/sns/latest/api (ListSubscriptionsByTopic, GetSubscriptionAttributes, Unsubscribe)
 */
export function createSubscriptions(
  topicArn: string,
  config: SNSClientConfig = AWS_CLIENT_CONFIG,
): Subscriptions {
  const sns = requireWholeAnswers(new SNSClient(config));
  return {
    listEmail: () =>
      callAws({ action: 'sns:ListSubscriptionsByTopic', resource: topicArn }, () => listEmail(sns, topicArn)),
    filterOf: (SubscriptionArn) =>
      callAws({ action: 'sns:GetSubscriptionAttributes', resource: SubscriptionArn }, async () => {
        try {
          const reply = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
          return reply.Attributes?.FilterPolicy;
        } catch (error) {
          if (isAwsError(error, 'NotFound')) return undefined;
          throw error;
        }
      }),
    remove: async (SubscriptionArn) => {
      const call = { action: 'sns:Unsubscribe', resource: SubscriptionArn };
      await callAws(call, () => sns.send(new UnsubscribeCommand({ SubscriptionArn })));
    },
  };
}

async function listEmail(sns: SNSClient, TopicArn: string): Promise<string[]> {
  const found: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
    for (const { Protocol, SubscriptionArn = PENDING } of page.Subscriptions ?? [])
      if (Protocol === 'email' && SubscriptionArn !== PENDING) found.push(SubscriptionArn);
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}
