import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import * as z from 'zod/mini';
import { invalidInput, listProblems } from '../domain/problems.ts';
import { ExplainedError } from '../errors/base.ts';
import { StepFailed, UnexpectedReply } from '../errors/broken.ts';
import { StepTimedOut } from '../errors/retryable.ts';
import { describeError } from './describe-error.ts';

/** What a state hands to its function: who asks, and the input of the step. */
const Event = z.object({
  context: z.object({ execution: z.string(), executionName: z.string(), state: z.string() }),
  input: z.unknown(),
});

/** Where a step runs, for messages and for what it stores. */
export type StepContext = z.infer<typeof Event>['context'];

export interface StepDefinition<Input, Output, Needs> {
  input: z.ZodMiniType<Input>;
  output: z.ZodMiniType<Output>;
  /** The services of the step; made once per container. */
  services: Needs;
  run(services: Needs, input: Input, context: StepContext): Promise<Output>;
  /** A correct input, shown to the person whose input was wrong. */
  example?: unknown;
  /** What it fails with just before Lambda would end it without a word; by default StepTimedOut. */
  tooSlow?: () => ExplainedError;
}

/**
 * Makes the Lambda handler of a step: parses the input, binds the execution to every log line, runs the step and
 * checks its output. Neither the event nor the output is ever logged.
 * @throws InvalidInput, UnexpectedReply (an output that fits no schema), StepFailed (an error that is not ours),
 *   StepTimedOut or what `tooSlow` says, and what the step throws
 */
export function defineStep<Input, Output, Needs>(step: StepDefinition<Input, Output, Needs>) {
  const logger = new Logger();

  const timeoutEarlyResponse = () => {
    throw (step.tooSlow ?? tooSlow)();
  };

  return middy({ timeoutEarlyResponse })
    .use(injectLambdaContext(logger, { logEvent: false, resetKeys: true }))
    .handler(async (event: unknown): Promise<Output> => {
      const { context, input } = z.parse(Event, event);
      logger.setCorrelationId(context.executionName);
      logger.appendKeys({ state: context.state, execution: context.execution });
      try {
        const output = await runChecked(step, input, context);
        logger.info('step done');
        return output;
      } catch (error) {
        throw withoutStack(report(logger, context, error));
      }
    });
}

const tooSlow = () =>
  new StepTimedOut({
    what: 'The step took longer than its function may run.',
    remedy:
      'Start the execution again with the same input: what is done is kept. If it goes on, look at the log of this step.',
  });

async function runChecked<Input, Output, Needs>(
  step: StepDefinition<Input, Output, Needs>,
  input: unknown,
  context: StepContext,
): Promise<Output> {
  const parsed = z.safeParse(step.input, input);
  if (!parsed.success) throw invalidInput(listProblems(parsed.error.issues), step.example);
  const checked = z.safeParse(step.output, await step.run(step.services, parsed.data, context));
  if (checked.success) return checked.data;
  throw new UnexpectedReply({
    what: `The result of the step is not what the next one needs: ${listProblems(checked.error.issues).join('; ')}.`,
    remedy: 'This is a fault of the program: report it with the execution id.',
  });
}

/**
 * Lambda hands the stack on to Step Functions, which begins with the whole message again; the errors of all accounts are
 * one payload there. The log tells the place.
 */
function withoutStack(error: ExplainedError): ExplainedError {
  error.stack = error.name;
  return error;
}

function report(logger: Logger, { state }: StepContext, error: unknown): ExplainedError {
  const isOurs = error instanceof ExplainedError;
  logger.error(isOurs ? 'step failed' : 'step crashed', describeError(error));
  if (isOurs) return error;
  return new StepFailed({
    what: `${state} ended with an unexpected ${(error as Error).name}.`,
    remedy:
      'This is a fault of the program: look at the log of this step and report it with the execution id.',
  });
}
