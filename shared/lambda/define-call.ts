import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import * as z from 'zod/mini';
import { describeError } from './describe-error.ts';

/**
 * Makes the handler of a function that another function of the stack calls. Neither what it is sent nor what it returns
 * is ever logged, for both may be confidential.
 * @param call its input, and what it does; `explain` turns an error that may be told into a result
 */
export function defineCall<Input, Output extends { reply: string }, Needs>(call: {
  input: z.ZodMiniType<Input>;
  services: Needs;
  run(services: Needs, input: Input): Promise<Output>;
  explain(error: unknown): Output | undefined;
}) {
  const logger = new Logger();

  return middy()
    .use(injectLambdaContext(logger, { logEvent: false, resetKeys: true }))
    .handler(async (event: unknown): Promise<Output> => {
      try {
        const output = await call.run(call.services, z.parse(call.input, event));
        logger.info('call answered', { reply: output.reply });
        return output;
      } catch (error) {
        logger.error('call failed', describeError(error));
        const told = call.explain(error);
        if (told) return told;
        throw new Error('The call failed; the log says why.');
      }
    });
}
