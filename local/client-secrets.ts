import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LocalStack } from './local-stack.ts';

type Stack = Pick<LocalStack, 'amazon' | 'deployment' | 'engine'>;

/** Puts a message into the stack's queue for client secrets, as Amazon does. */
export async function sendToClientSecretQueue(
  { deployment, engine }: Stack,
  message: unknown,
): Promise<void> {
  const sqs = new SQSClient(engine.clientConfig);
  const QueueUrl = deployment.outputs.ClientSecretQueueUrl;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
}

/** Subscribes the stack's queue to new client secrets, as a person does once in Amazon's notification preferences. */
export function enrolForRotation(stack: Stack, clientId: string): void {
  stack.amazon.world.enrollForRotation(clientId, (message) => sendToClientSecretQueue(stack, message));
}
