import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { InvalidInput, StepFailed } from '#shared/errors/broken.ts';
import { LwaUnavailable } from '#shared/errors/retryable.ts';
import { defineRequest } from '#shared/lambda/define-request.ts';
import { invoke, logLines, printed } from '../../../support/lambda.ts';

type Run = (services: { tag: string }, input: { id: string }, alias?: string) => Promise<unknown>;

const request = (run: Run) =>
  defineRequest({
    input: z.strictObject({ id: z.string() }),
    services: { tag: 'service' },
    run,
    example: { id: 'acme-orders' },
  });
const INPUT = { id: 'FAKE_SECRET' };
const failing = (error: Error) =>
  printed(() =>
    invoke(
      request(() => Promise.reject(error)),
      INPUT,
    ),
  );

describe('a request', () => {
  it.each([
    ['the alias by which it was invoked', 'acme', 'acme'],
    ['no alias, where none was named', undefined, undefined],
    ['no alias, where the newest code was invoked', '$LATEST', undefined],
  ])('runs with its services, its input and %s', async (_, alias, seen) => {
    const handler = request(async (...args) => ({ args }));

    const { output } = await printed(() => invoke(handler, INPUT, alias));

    expect(output).toEqual({ args: [{ tag: 'service' }, INPUT, seen] });
  });

  it('is logged without its input and its answer', async () => {
    const handler = request(async (_, { id }) => ({ token: id }));

    const { output, text } = await printed(() => invoke(handler, INPUT));

    expect(output).toEqual({ token: 'FAKE_SECRET' });
    expect(logLines(text)).toEqual([
      expect.objectContaining({
        level: 'INFO',
        message: 'request answered',
        function_request_id: 'req-lambda',
      }),
    ]);
    expect(text).not.toContain('FAKE_SECRET');
  });

  it('with a wrong input is refused with a correct one, and does not run', async () => {
    const handler = request(() => Promise.reject(new Error('it ran')));

    const { error, text } = await printed(() => invoke(handler, { id: 7, secret: 'FAKE_SECRET' }));

    expect(error).toBeInstanceOf(InvalidInput);
    expect(error?.message).toContain('for example with {"id":"acme-orders"}');
    expect(`${text}${error?.message}${error?.stack}`).not.toContain('FAKE_SECRET');
  });

  it('fails with its own error, whose stack trace is its name alone', async () => {
    const own = new LwaUnavailable({ what: 'LWA is away.', remedy: 'wait' });

    const { error, text } = await failing(own);

    expect(error).toBe(own);
    expect(error?.stack).toBe('LwaUnavailable');
    expect(logLines(text)).toEqual([
      expect.objectContaining({ level: 'ERROR', message: 'request failed', failure: 'LwaUnavailable' }),
    ]);
  });

  it('fails with nothing of an error that is not ours but its name', async () => {
    const { error, text } = await failing(new TypeError('FAKE_SECRET'));

    expect(error).toBeInstanceOf(StepFailed);
    expect(error).toMatchObject({
      what: 'The function ended with an unexpected TypeError.',
      remedy: 'This is a fault of the program: look at the log of this function and report it.',
      stack: 'StepFailed',
    });
    expect(`${text}${error?.message}`).not.toContain('FAKE_SECRET');
  });
});
