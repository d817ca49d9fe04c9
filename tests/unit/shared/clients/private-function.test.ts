import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPrivateFunction, type PrivateFunction } from '#shared/clients/private-function.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import { AwsDenied } from '#shared/errors/refused.ts';
import { AwsThrottled } from '#shared/errors/retryable.ts';
import { stubConfig } from '../../../support/stub-aws.ts';
import { type Stub, startStub } from '../../../support/stub-server.ts';
import { errorOf } from '../../../support/subjects.ts';

let stub: Stub;
let handleTask: PrivateFunction;
beforeAll(async () => {
  stub = await startStub();
  handleTask = createPrivateFunction('handle-task', stubConfig(stub));
});
afterAll(() => stub.stop());

const refusal = (status: number, code: string) => ({
  status,
  body: { Message: 'said FAKE_SECRET' },
  headers: { 'x-amzn-errortype': code, 'x-amzn-requestid': 'req-1' },
});

describe('a private function', () => {
  it('is called, and what it returns comes back', async () => {
    stub.answer({ status: 200, body: { reply: 'over' } });

    const output = await handleTask.call({ ask: 'show', id: 'x' });

    expect(output).toEqual({ reply: 'over' });
    const [{ url = '', body = '', headers = {} } = {}] = stub.received;
    expect([url, JSON.parse(body)]).toEqual([
      '/2015-03-31/functions/handle-task/invocations',
      { ask: 'show', id: 'x' },
    ]);
    // An asynchronous call would be kept in a queue of Lambda's, with the secrets in it.
    expect(headers['x-amz-invocation-type'] ?? 'RequestResponse').toBe('RequestResponse');
  });

  it('that failed is told without a word of what it said', async () => {
    stub.answer({
      status: 200,
      body: { errorMessage: 'FAKE_SECRET' },
      headers: { 'x-amz-function-error': 'Unhandled' },
    });

    const error = await errorOf(handleTask.call({}));

    expect(error).toBeInstanceOf(UnexpectedReply);
    expect(error.message).toBe(
      'The function handle-task ended with an error.\nWhat to do: Send it again. If it goes on, look at the log of this function.',
    );
  });

  it('whose answer came in half is told like one that failed', async () => {
    stub.answer({
      status: 200,
      body: '{"reply":"FAKE_SECRET',
      headers: { 'content-type': 'application/json' },
    });

    const error = await errorOf(handleTask.call({}));

    expect(error).toBeInstanceOf(UnexpectedReply);
    expect(error.message).not.toContain('FAKE_SECRET');
  });

  it.each([
    ['AccessDeniedException', 403, AwsDenied],
    ['TooManyRequestsException', 429, AwsThrottled],
  ])('that answers %s is named, and what AWS quotes is not', async (code, status, Expected) => {
    stub.answer(refusal(status, code));

    const error = await errorOf(handleTask.call({ form: 'FAKE_SECRET' }));

    expect(error).toBeInstanceOf(Expected);
    expect(error.message).not.toContain('FAKE_SECRET');
  });
});
