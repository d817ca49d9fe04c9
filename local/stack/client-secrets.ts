import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Amazon } from '../amazon/amazon.ts';
import type { Deployment } from '../engine/deploy.ts';
import type { Engine } from '../engine/engine.ts';

/** The parts of the local stack that a message passes. */
interface Stack {
  amazon: Amazon;
  deployment: Deployment;
  engine: Engine;
}

/** Puts a message into a queue of the embedded AWS, as Amazon does. */
export async function sendToQueue(
  { engine }: Pick<Stack, 'engine'>,
  queueArn: string,
  message: unknown,
): Promise<void> {
  const sqs = new SQSClient(engine.clientConfig);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueArn.split(':').at(-1) }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
}

/** Puts a message into the stack's queue for client secrets. */
export const sendToClientSecretQueue = (stack: Stack, message: unknown): Promise<void> =>
  sendToQueue(stack, stack.deployment.outputs.ClientSecretQueueArn ?? '', message);

/** Subscribes the stack's queue to the new secret of one application, without Amazon's page for it. */
export function enrolForRotation(stack: Stack, clientId: string): void {
  stack.amazon.world.enrollForRotation(clientId, (message) => sendToClientSecretQueue(stack, message));
}
