import {
  GetSubscriptionAttributesCommand,
  type Subscription as Listed,
  ListSubscriptionsByTopicCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { callAws } from '#shared/clients/aws-errors.ts';
import type { AwsConfig } from '../../aws-config.ts';
import type { DoctorServices, Subscription } from '../services.ts';

/** What SNS lists in place of the ARN of a subscription that nobody has confirmed, and of one that was deleted. */
const STATES: Record<string, Subscription['state']> = { PendingConfirmation: 'pending', Deleted: 'deleted' };

/** Reads the subscriptions to a topic. */
export function subscriptionReader(config: AwsConfig): Pick<DoctorServices, 'subscriptions'> {
  const sns = new SNSClient(config);
  return {
    subscriptions: async (TopicArn) => {
      const found: Subscription[] = [];
      for (const { SubscriptionArn = '', Protocol = '', Endpoint = '' } of await list(sns, TopicArn)) {
        const state = STATES[SubscriptionArn] ?? 'confirmed';
        const filtered = state === 'confirmed' && (await isFiltered(sns, SubscriptionArn));
        found.push({ protocol: Protocol, endpoint: Endpoint, state, filtered });
      }
      return found;
    },
  };
}

async function list(sns: SNSClient, TopicArn: string): Promise<Listed[]> {
  const found: Listed[] = [];
  let NextToken: string | undefined;
  do {
    const page = await callAws({ action: 'sns:ListSubscriptionsByTopic', resource: TopicArn }, () =>
      sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken })),
    );
    found.push(...(page.Subscriptions ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

async function isFiltered(sns: SNSClient, SubscriptionArn: string): Promise<boolean> {
  const { Attributes = {} } = await callAws(
    { action: 'sns:GetSubscriptionAttributes', resource: SubscriptionArn },
    () => sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })),
  );
  const { FilterPolicy } = Attributes;
  return FilterPolicy !== undefined && FilterPolicy !== '{}';
}
