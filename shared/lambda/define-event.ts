import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import * as z from 'zod/mini';
import { describeError } from './describe-error.ts';

/** Source: docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const Event = z.object({ id: z.string(), detail: z.unknown() });

export interface EventDefinition<Detail, Output, Needs> {
  detail: z.ZodMiniType<Detail>;
  /** The services of the function; made once per container. */
  services: Needs;
  run(services: Needs, detail: Detail): Promise<Output>;
}

/**
 * Makes the Lambda handler of an EventBridge rule, which takes the event as EventBridge sends it. The event is never
 * logged.
 * @throws what the function throws, so that Lambda delivers the event again
 */
export function defineEvent<Detail, Output, Needs>(definition: EventDefinition<Detail, Output, Needs>) {
  const logger = new Logger();

  return middy()
    .use(injectLambdaContext(logger, { logEvent: false, resetKeys: true }))
    .handler(async (event: unknown): Promise<Output> => {
      try {
        const { id, detail } = z.parse(Event, event);
        logger.setCorrelationId(id);
        const output = await definition.run(definition.services, z.parse(definition.detail, detail));
        logger.info('event handled');
        return output;
      } catch (error) {
        logger.error('event failed', describeError(error));
        throw error;
      }
    });
}
