import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import * as z from 'zod/mini';
import { describeError } from './describe-error.ts';

/** A batch of messages. Source: docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const Event = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.optional(z.object({ SentTimestamp: z.optional(z.string()) })),
    }),
  ),
});

/** A message as the queue delivers it. */
export interface Delivery {
  /** As it was sent. */
  text: string;
  /** When the queue got it; `undefined` where that is not said. */
  sentAt: Date | undefined;
}

/** What became of a message: facts that are safe to log. */
export type Handled = Record<string, string>;

/** The messages that stay in the queue, to be delivered again. Source: docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export interface BatchReply {
  batchItemFailures: { itemIdentifier: string }[];
}

/**
 * Makes the handler of a queue: one message after the other, each deleted only when its run has ended well. What fails
 * is delivered again, as long as the queue allows. No body is ever logged, for it may hold a secret.
 */
export function defineQueue<Needs>(queue: {
  services: Needs;
  run(services: Needs, body: unknown, delivery: Delivery): Promise<Handled>;
}) {
  const logger = new Logger();

  return middy()
    .use(injectLambdaContext(logger, { logEvent: false, resetKeys: true }))
    .handler(async (event: unknown): Promise<BatchReply> => {
      const batchItemFailures: BatchReply['batchItemFailures'] = [];
      for (const { messageId, body, attributes } of z.parse(Event, event).Records) {
        const delivery = { text: body, sentAt: timeOf(attributes?.SentTimestamp) };
        try {
          logger.info('message handled', {
            messageId,
            ...(await queue.run(queue.services, parseJson(body), delivery)),
          });
        } catch (error) {
          logger.error('message failed', { messageId, ...describeError(error) });
          batchItemFailures.push({ itemIdentifier: messageId });
        }
      }
      return { batchItemFailures };
    });
}

/** Milliseconds since 1970, as a text. */
function timeOf(milliseconds: string | undefined): Date | undefined {
  const time = new Date(Number(milliseconds ?? Number.NaN));
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function parseJson(text: string): unknown {
  try {
    // Without a byte order mark.
    return JSON.parse(text.trim());
  } catch {
    return undefined;
  }
}
