import { DeleteTopicCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { DeleteQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { callAws } from '#shared/clients/aws-errors.ts';
import type { AwsConfig } from '../../../cli/aws-config.ts';
import { allPages, type Kind, NAMES, present } from './kind.ts';

/** Topics by ARN, and queues by address. */
export function messageKinds(config: AwsConfig): Kind[] {
  const sns = new SNSClient(config);
  const sqs = new SQSClient(config);
  return [
    {
      name: 'SNS topic',
      list: async () => {
        const arns = await callAws({ action: 'sns:ListTopics' }, () =>
          allPages(
            (NextToken) => sns.send(new ListTopicsCommand({ NextToken })),
            ({ Topics = [] }) => present(Topics.map(({ TopicArn }) => TopicArn)),
            ({ NextToken }) => NextToken,
          ),
        );
        return arns.filter((arn) => arn.includes(`:${NAMES}`));
      },
      remove: async (TopicArn) => {
        await sns.send(new DeleteTopicCommand({ TopicArn }));
      },
    },
    {
      name: 'SQS queue',
      list: () =>
        callAws({ action: 'sqs:ListQueues' }, () =>
          allPages(
            (NextToken) =>
              sqs.send(new ListQueuesCommand({ QueueNamePrefix: NAMES, MaxResults: 1000, NextToken })),
            ({ QueueUrls = [] }) => QueueUrls,
            ({ NextToken }) => NextToken,
          ),
        ),
      remove: async (QueueUrl) => {
        await sqs.send(new DeleteQueueCommand({ QueueUrl }));
      },
    },
  ];
}
