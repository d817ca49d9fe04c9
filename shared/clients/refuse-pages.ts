import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import { AwsUnavailable } from '../errors/retryable.ts';

const PAGE = /html/i;

/**
 * Lets a client take a web page for what it is: no answer of AWS. The SDK reads a page with status 200 as a success
 * without values where a service answers in XML, so that what was never made would count as made.
 * @returns the client, whose calls throw AwsUnavailable for a page
 */
export function refusePages<C extends IAMClient | STSClient>(client: C): C {
  const { middlewareStack } = client as IAMClient;
  const place = { name: 'refusePages', relation: 'after', toMiddleware: 'deserializerMiddleware' } as const;
  middlewareStack.addRelativeTo(refuse, place);
  return client;
}

const refuse =
  <A, R extends { response: unknown }>(next: (args: A) => Promise<R>) =>
  async (args: A): Promise<R> => {
    const result = await next(args);
    const { headers = {}, statusCode } = result.response as Partial<Answer>;
    if (PAGE.test(headers['content-type'] ?? '')) throw unavailable(statusCode);
    return result;
  };

interface Answer {
  headers: Record<string, string>;
  statusCode: number;
}

const unavailable = (status: number | undefined) =>
  new AwsUnavailable({
    what: `A web page with status ${status} came where AWS answers: something in between sent it.`,
    remedy:
      'Nothing at first, it is tried again. If it goes on, look for a proxy between the function and AWS.',
    details: { status },
  });
