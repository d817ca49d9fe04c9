import type { SSMClient } from '@aws-sdk/client-ssm';

/** An answer of AWS with the time at which AWS gave it. */
export interface TimedAnswer {
  answeredAt?: Date;
}

/**
 * Adds to each answer of a client its time by AWS's clock, to the second: what AWS dates is compared with that, and
 * not with the clock of whoever asks.
 * Source: rfc-editor.org/rfc/rfc9110#name-date
 */
export function withAnswerTime(client: SSMClient): SSMClient {
  // Around the deserializer: the answer is there, with its headers.
  const place = { name: 'answerTime', relation: 'before', toMiddleware: 'deserializerMiddleware' } as const;
  client.middlewareStack.addRelativeTo(addTime, place);
  return client;
}

const addTime =
  <A, R extends { response: unknown; output: object }>(next: (args: A) => Promise<R>) =>
  async (args: A): Promise<R> => {
    const result = await next(args);
    const { headers } = result.response as { headers?: Record<string, string> };
    const answeredAt = new Date(headers?.date ?? '');
    return Number.isNaN(answeredAt.getTime())
      ? result
      : { ...result, output: { ...result.output, answeredAt } };
  };
