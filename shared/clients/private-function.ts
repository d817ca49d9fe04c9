import { InvokeCommand, LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { UnexpectedReply } from '../errors/broken.ts';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { callAws } from './aws-errors.ts';

/** A function of this stack that only another function of it may call. */
export interface PrivateFunction {
  /** Calls it and waits for what it returns. What is sent may hold secrets: Lambda keeps neither that nor the answer. */
  call(input: unknown): Promise<unknown>;
}

/** Longer than the function may run, and shorter than the one that calls it. */
const REQUEST_MS = 55_000;

/**
 * The real function.
 * @param name as Lambda knows it
 * @throws UnexpectedReply when it failed, and what {@link callAws} throws
 * Source: docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function createPrivateFunction(name: string, config: LambdaClientConfig = {}): PrivateFunction {
  const requestHandler = { ...AWS_CLIENT_CONFIG.requestHandler, requestTimeout: REQUEST_MS };
  const lambda = new LambdaClient({ ...AWS_CLIENT_CONFIG, requestHandler, ...config });

  return {
    call: async (input) => {
      const call = { action: 'lambda:InvokeFunction', resource: name, secret: true };
      const request = new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(input) });
      const { FunctionError, Payload } = await callAws(call, () => lambda.send(request));
      const output = parseJson(Payload?.transformToString());
      if (FunctionError || output === undefined) throw failed(name);
      return output;
    },
  };
}

// What JSON.parse says quotes what it choked on.
function parseJson(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Its own log says why; what it answered may quote what was sent.
const failed = (name: string) =>
  new UnexpectedReply({
    what: `The function ${name} ended with an error.`,
    remedy: 'Send it again. If it goes on, look at the log of this function.',
  });
