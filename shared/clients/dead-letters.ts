import { SendMessageCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { callAws } from './aws-errors.ts';

/** The queue of messages that can never be taken. */
export interface DeadLetters {
  /** Puts a message there, as it came. */
  send(body: string): Promise<void>;
}

/**
 * The real queue.
 * @throws what {@link callAws} throws; no error repeats the message, which may hold a secret
 */
export function createDeadLetters(
  queueUrl: string,
  config: SQSClientConfig = AWS_CLIENT_CONFIG,
): DeadLetters {
  const sqs = new SQSClient(config);
  return {
    send: async (body) => {
      const call = { action: 'sqs:SendMessage', resource: queueUrl, secret: true };
      await callAws(call, () => sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body })));
    },
  };
}
