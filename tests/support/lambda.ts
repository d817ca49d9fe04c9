import { jest } from '@jest/globals';

/** The context that Lambda hands to a function, as far as anything reads it. */
const LAMBDA_CONTEXT = {
  functionName: 'step',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:step',
  memoryLimitInMB: '256',
  awsRequestId: 'req-lambda',
  logGroupName: '/aws/lambda/step',
  logStreamName: 'stream',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 1000,
};

type Handler = (event: never, context: never) => unknown;

/**
 * Invokes a handler as Lambda does.
 * @param alias by which the function is invoked
 */
export async function invoke(handler: unknown, event: unknown, alias?: string): Promise<unknown> {
  const arn = [LAMBDA_CONTEXT.invokedFunctionArn, ...(alias ? [alias] : [])].join(':');
  return (handler as Handler)(event as never, { ...LAMBDA_CONTEXT, invokedFunctionArn: arn } as never);
}

/** How something ended, and all that it printed on both streams. */
export interface Printed {
  text: string;
  output?: unknown;
  error?: Error & Record<string, unknown>;
}

/** Runs something that may print and may fail. */
export async function printed(run: () => Promise<unknown>): Promise<Printed> {
  let text = '';
  const take = (chunk: unknown) => {
    text += String(chunk);
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation(take as never),
  );
  try {
    const result = await run().then(
      (output) => ({ output }),
      (error: Error & Record<string, unknown>) => ({ error }),
    );
    return { text, ...result };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** The lines of a log as records. */
export const logLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
