import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import * as z from 'zod/mini';
import { ExplainedError } from '../errors/base.ts';
import { describeError } from './describe-error.ts';

/** What a call answers that failed with an error that explains itself. */
export interface FailedCall {
  reply: 'failed';
  what: string;
  remedy: string;
}

/** An error of ours as the answer of a call. */
export const explain = ({ what, remedy }: ExplainedError): FailedCall => ({ reply: 'failed', what, remedy });

/**
 * Makes the handler of a function that another function of the stack calls. Neither what it is sent nor what it returns
 * is ever logged, for both may be confidential. An error of ours is told as a result: it holds no secret.
 * @param call its input, and what it does
 */
export function defineCall<Input, Output extends { reply: string }, Needs>(call: {
  input: z.ZodMiniType<Input>;
  services: Needs;
  run(services: Needs, input: Input): Promise<Output>;
}) {
  const logger = new Logger();

  return middy()
    .use(injectLambdaContext(logger, { logEvent: false, resetKeys: true }))
    .handler(async (event: unknown): Promise<Output | FailedCall> => {
      try {
        const output = await call.run(call.services, z.parse(call.input, event));
        logger.info('call answered', { reply: output.reply });
        return output;
      } catch (error) {
        logger.error('call failed', describeError(error));
        if (error instanceof ExplainedError) return explain(error);
        throw new Error('The call failed; the log says why.');
      }
    });
}
