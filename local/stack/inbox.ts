import { SNSClient, type SNSClientConfig, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs';

/** A message as a subscriber of the topic gets it. */
export interface ReceivedMessage {
  subject: string;
  body: string;
}

/** A queue that is subscribed to the topic, in place of somebody's mailbox. */
export interface Inbox {
  /** Messages that came since the last call; waits up to a second for the first, or as long as said. */
  receive(waitSeconds?: number): Promise<ReceivedMessage[]>;
  /** All messages that ever came, whoever received them. */
  all: readonly ReceivedMessage[];
  close(): Promise<void>;
}

/** Subscribes a queue to the stack's topic. */
export async function openInbox(
  { clientConfig }: { clientConfig: SNSClientConfig & SQSClientConfig },
  topicArn: string,
): Promise<Inbox> {
  const sqs = new SQSClient(clientConfig);
  const sns = new SNSClient(clientConfig);
  const QueueName = `${topicArn.split(':').at(-1)}-inbox`;
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const Policy = JSON.stringify(deliveryPolicy(topicArn, Attributes.QueueArn));
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const subscription = { TopicArn: topicArn, Protocol: 'sqs', Endpoint: Attributes.QueueArn };
  const { SubscriptionArn } = await sns.send(new SubscribeCommand(subscription));

  const all: ReceivedMessage[] = [];
  return {
    all,
    receive: async (waitSeconds = 1) => {
      const fresh = await receive(sqs, QueueUrl, waitSeconds);
      all.push(...fresh);
      return fresh;
    },
    close: async () => {
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}

const deliveryPolicy = (topicArn: string, queueArn: string | undefined) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
    },
  ],
});

async function receive(
  sqs: SQSClient,
  QueueUrl: string,
  WaitTimeSeconds: number,
): Promise<ReceivedMessage[]> {
  const request = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds });
  const { Messages = [] } = await sqs.send(request);
  for (const { ReceiptHandle } of Messages)
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages.map(({ Body = '{}' }) => {
    const { Subject = '', Message = '' } = JSON.parse(Body);
    return { subject: Subject, body: Message };
  });
}
