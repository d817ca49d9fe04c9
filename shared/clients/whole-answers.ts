import type { IAMClient } from '@aws-sdk/client-iam';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { STSClient } from '@aws-sdk/client-sts';
import { AwsUnavailable } from '../errors/retryable.ts';

/** How every success in XML ends. Source: docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html and others */
const END = /<\/\w+Response>\s*$/;

/**
 * Lets a client of a service that answers in XML take whole answers only. The SDK reads what it can and leaves out the
 * rest: a web page with status 200 is a success without values, half a list a shorter one, so that what was never made
 * would count as made, and what is there as gone.
 * @returns the client, whose calls throw AwsUnavailable for such an answer; the call may have had its effect
 */
export function requireWholeAnswers<C extends IAMClient | SNSClient | STSClient>(client: C): C {
  const { middlewareStack } = client as IAMClient;
  const place = { name: 'wholeAnswers', relation: 'after', toMiddleware: 'deserializerMiddleware' } as const;
  middlewareStack.addRelativeTo(readWhole, place);
  return client;
}

const readWhole =
  <A, R extends { response: unknown }>(next: (args: A) => Promise<R>) =>
  async (args: A): Promise<R> => {
    const result = await next(args);
    const response = result.response as { statusCode: number; body: AsyncIterable<Uint8Array> };
    const body = await read(response.body);
    if (response.statusCode === 200 && !END.test(body.toString())) throw notWhole(body.length);
    return { ...result, response: Object.assign(response, { body }) };
  };

async function read(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const notWhole = (bytes: number) =>
  new AwsUnavailable({
    what: `AWS's answer of ${bytes} bytes is not whole, or something in between sent a page of its own.`,
    remedy:
      'Nothing at first, it is tried again. If it goes on, look for a proxy between the function and AWS.',
    details: { bytes },
  });
