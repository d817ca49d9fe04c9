import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { LwaUnavailable } from '#shared/errors/retryable.ts';
import { defineCall } from '#shared/lambda/define-call.ts';
import { invoke, logLines, printed } from '../../../support/lambda.ts';
import { errorOf } from '../../../support/subjects.ts';

const call = (run: (input: { id: string }) => Promise<{ reply: string }>) =>
  defineCall({
    input: z.strictObject({ id: z.string() }),
    services: {},
    run: (_, input) => run(input),
  });

describe('a call of another function', () => {
  it('is answered, and the log has the kind of the answer alone', async () => {
    const handler = call(async ({ id }) => ({ reply: 'done', secret: id }) as { reply: string });

    const { output, text } = await printed(() => invoke(handler, { id: 'FAKE_SECRET' }));

    expect(output).toEqual({ reply: 'done', secret: 'FAKE_SECRET' });
    expect(logLines(text)).toEqual([expect.objectContaining({ message: 'call answered', reply: 'done' })]);
    expect(text).not.toContain('FAKE_SECRET');
  });

  it('is answered with an error that explains itself', async () => {
    const handler = call(async () => {
      throw new LwaUnavailable({ what: 'LWA is away.', remedy: 'wait' });
    });

    const { output, text } = await printed(() => invoke(handler, { id: 'x' }));

    expect(output).toEqual({ reply: 'failed', what: 'LWA is away.', remedy: 'wait' });
    expect(logLines(text)).toEqual([
      expect.objectContaining({ message: 'call failed', failure: 'LwaUnavailable', what: 'LWA is away.' }),
    ]);
  });

  it.each([
    ['an input of another form', { id: 7, secret: 'FAKE_SECRET' }],
    ['an error that is not ours', { id: 'FAKE_SECRET' }],
  ])('fails with nothing of what was sent: %s', async (_, input) => {
    const handler = call(async ({ id }) => {
      throw new TypeError(id);
    });

    const { error, text } = await printed(() => errorOf(invoke(handler, input))).then(
      ({ output, ...rest }) => ({ ...rest, error: output as Error }),
    );

    expect(error.message).toBe('The call failed; the log says why.');
    expect(`${text}${error.stack}`).not.toContain('FAKE_SECRET');
  });
});
