import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import * as z from 'zod/mini';
import { invalidInput, listProblems } from '../domain/problems.ts';
import { ExplainedError } from '../errors/base.ts';
import { StepFailed } from '../errors/broken.ts';
import { describeError } from './describe-error.ts';

export interface RequestDefinition<Input, Output, Needs> {
  input: z.ZodMiniType<Input>;
  /** The services of the function; made once per container. */
  services: Needs;
  /** @param alias of the function, by which it was invoked */
  run(services: Needs, input: Input, alias?: string): Promise<Output>;
  /** A correct input, shown to the person whose input was wrong. */
  example: unknown;
}

/**
 * Makes the Lambda handler of a function that other services of the account invoke, with the input as it is. Neither the
 * input nor the answer is ever logged.
 * @throws InvalidInput, StepFailed (an error that is not ours), and what the function throws
 */
export function defineRequest<Input, Output, Needs>(definition: RequestDefinition<Input, Output, Needs>) {
  const logger = new Logger();

  return middy()
    .use(injectLambdaContext(logger, { logEvent: false, resetKeys: true }))
    .handler(async (event: unknown, context: Invoked): Promise<Output> => {
      try {
        const parsed = z.safeParse(definition.input, event);
        if (!parsed.success) throw invalidInput(listProblems(parsed.error.issues), definition.example);
        const output = await definition.run(definition.services, parsed.data, aliasOf(context));
        logger.info('request answered');
        return output;
      } catch (error) {
        logger.error('request failed', describeError(error));
        throw ours(error);
      }
    });
}

/** The part of Lambda's context that is read. */
interface Invoked {
  invokedFunctionArn: string;
}

/** The alias is the last part of the ARN by which the function was invoked. Source: docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function aliasOf({ invokedFunctionArn }: Invoked): string | undefined {
  const qualifier = invokedFunctionArn.split(':')[7];
  return qualifier === '$LATEST' ? undefined : qualifier;
}

/** The stack trace begins with the message, and goes to the caller; an error that is not ours may quote anything. */
function ours(error: unknown): ExplainedError {
  const explained =
    error instanceof ExplainedError
      ? error
      : new StepFailed({
          what: `The function ended with an unexpected ${(error as Error).name}.`,
          remedy: 'This is a fault of the program: look at the log of this function and report it.',
        });
  explained.stack = explained.name;
  return explained;
}
