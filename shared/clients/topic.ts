import { PublishCommand, SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns';
import { chatNotification, type Message } from '../domain/messages.ts';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { callAws } from './aws-errors.ts';
import { requireWholeAnswers } from './whole-answers.ts';

/** The SNS topic that people subscribe to. */
export interface Topic {
  publish(message: Message): Promise<void>;
}

/** Subjects are ASCII, without line breaks, and shorter than this. Source: docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const SUBJECT_LIMIT = 100;

/** Makes a text fit to be an SNS subject. */
export function asSubject(text: string): string {
  const plain = text.replace(/[^\x20-\x7e]+/g, ' ').trim();
  return plain.length < SUBJECT_LIMIT ? plain : `${plain.slice(0, SUBJECT_LIMIT - 4)}...`;
}

/**
 * The real topic.
 * @param topicArn ARN of the stack's topic
 * @param chat whether HTTPS subscribers get the schema of Amazon Q Developer in chat applications; all others get text
 * @throws what {@link callAws} throws
 */
export function createTopic(
  topicArn: string,
  { chat = false }: { chat?: boolean } = {},
  config: SNSClientConfig = AWS_CLIENT_CONFIG,
): Topic {
  const sns = requireWholeAnswers(new SNSClient(config));
  return {
    publish: async (message) => {
      const { appName, subject } = message;
      const request = new PublishCommand({
        TopicArn: topicArn,
        Subject: asSubject(subject),
        ...(chat ? forChat(message) : { Message: message.body }),
        MessageAttributes: { appName: { DataType: 'String', StringValue: appName } },
      });
      await callAws({ action: 'sns:Publish', resource: topicArn }, () => sns.send(request));
    },
  };
}

// A body for each kind of subscription: the chat service subscribes by HTTPS.
function forChat(message: Message): { Message: string; MessageStructure: 'json' } {
  const bodies = { default: message.body, https: JSON.stringify(chatNotification(message)) };
  return { Message: JSON.stringify(bodies), MessageStructure: 'json' };
}
