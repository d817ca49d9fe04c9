import {
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
  type SNSClientConfig,
} from '@aws-sdk/client-sns';
import { commandsOfDeployment } from '../domain/commands-of-stage.ts';
import type { Message } from '../domain/message.ts';
import { chatNotification } from '../domain/messages.ts';
import { awsRegionOf } from '../domain/partition.ts';
import { UnexpectedReply } from '../errors/broken.ts';
import { shorten } from '../errors/plain-text.ts';
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
 * @param stage of the deployment, for the commands in messages; their region is that of the topic
 * @throws what {@link callAws} throws; a message that SNS finds malformed goes out once more, reduced to plain letters
 */
export function createTopic(
  topicArn: string,
  { stage, chat = false }: { stage: string; chat?: boolean },
  config: SNSClientConfig = AWS_CLIENT_CONFIG,
): Topic {
  const sns = requireWholeAnswers(new SNSClient(config));
  return {
    publish: async ({ body, ...about }) => {
      const message = {
        ...about,
        body: commandsOfDeployment(body, { stage, region: awsRegionOf(topicArn) }),
      };
      const send = (content: Content) =>
        callAws({ action: 'sns:Publish', resource: topicArn }, () =>
          sns.send(new PublishCommand({ TopicArn: topicArn, ...attributes(message.appName), ...content })),
        );
      try {
        await send(contentOf(message, chat));
      } catch (error) {
        if (!(error instanceof UnexpectedReply)) throw error;
        await send(reduced(message));
      }
    },
  };
}

const attributes = (appName: string) => ({
  MessageAttributes: { appName: { DataType: 'String', StringValue: appName } },
});

type Content = Pick<PublishCommandInput, 'Subject' | 'Message' | 'MessageStructure'>;

const contentOf = (message: Message, chat: boolean): Content => ({
  Subject: asSubject(message.subject),
  ...(chat ? forChat(message) : { Message: shorten(message.body, MOST_BODY) }),
});

/** What SNS refused as it was: plain letters, no more than a page, for every kind of subscription alike. */
const reduced = ({ subject, body }: Message): Content => ({
  Subject: asSubject(subject) || 'SP-API private application',
  Message: `${shorten(body.replace(/[^\n\x20-\x7e]+/g, '?'), MOST_REDUCED)}\n(SNS refused this message as it was, so only its plain letters are here.)`,
});

/** SNS takes 262,144 bytes; a character has at most three a UTF-16 unit, and chat repeats the body. Source: docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MOST_BODY = 30_000;
const MOST_REDUCED = 4_000;

// A body for each kind of subscription: the chat service subscribes by HTTPS.
function forChat(whole: Message): { Message: string; MessageStructure: 'json' } {
  const message = { ...whole, body: shorten(whole.body, MOST_BODY) };
  const bodies = { default: message.body, https: JSON.stringify(chatNotification(message)) };
  return { Message: JSON.stringify(bodies), MessageStructure: 'json' };
}
