import { describe, expect, it, jest } from '@jest/globals';
import { LwaUnavailable } from '#shared/errors/retryable.ts';
import { defineQueue, type Handled } from '#shared/lambda/define-queue.ts';
import { invoke, logLines, printed } from '../../../support/lambda.ts';

const queue = (run: (body: unknown) => Promise<Handled>) =>
  defineQueue({ services: {}, run: (_, body) => run(body) });
const batch = (...bodies: string[]) => ({
  Records: bodies.map((body, i) => ({ messageId: `message-${i + 1}`, body, eventSource: 'aws:sqs' })),
});
const deliver = (run: (body: unknown) => Promise<Handled>, ...bodies: string[]) =>
  printed(() => invoke(queue(run), batch(...bodies)));

describe('a queue', () => {
  it('has each message handled, and deletes those that ended well', async () => {
    const seen: unknown[] = [];
    const run = async (body: unknown) => {
      seen.push(body);
      return { outcome: 'taken' };
    };

    const { output, text } = await deliver(run, '{"a":1}', 'no JSON FAKE_SECRET');

    expect(output).toEqual({ batchItemFailures: [] });
    expect(seen).toEqual([{ a: 1 }, undefined]);
    expect(logLines(text)).toEqual([
      expect.objectContaining({ message: 'message handled', messageId: 'message-1', outcome: 'taken' }),
      expect.objectContaining({ message: 'message handled', messageId: 'message-2', outcome: 'taken' }),
    ]);
    expect(text).not.toContain('FAKE_SECRET');
  });

  it('hands on a message as it came, and when it was sent', async () => {
    const run = jest.fn(async () => ({}));
    const record = { messageId: 'm', body: ' {"a":1}', attributes: { SentTimestamp: '1798761600000' } };
    const handler = defineQueue({ services: {}, run });

    await printed(() => invoke(handler, { Records: [record, { ...record, attributes: {} }] }));

    expect(run.mock.calls).toEqual([
      [{}, { a: 1 }, { text: ' {"a":1}', sentAt: new Date('2027-01-01T00:00:00.000Z') }],
      [{}, { a: 1 }, { text: ' {"a":1}', sentAt: undefined }],
    ]);
  });

  it('keeps the messages that failed, and those alone', async () => {
    const run = async (body: unknown): Promise<Handled> => {
      if (body === 2)
        throw new LwaUnavailable({ what: 'LWA is away.', remedy: 'wait', details: { status: 503 } });
      return {};
    };

    const { output, text } = await deliver(run, '1', '2', '3');

    expect(output).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-2' }] });
    expect(logLines(text)[1]).toEqual(
      expect.objectContaining({
        message: 'message failed',
        messageId: 'message-2',
        failure: 'LwaUnavailable',
        what: 'LWA is away.',
        details: { status: 503 },
      }),
    );
  });

  it('keeps a message that crashed, and logs the place without the words', async () => {
    const run = () => Promise.reject(new TypeError('cannot read FAKE_SECRET'));

    const { output, text } = await deliver(run, '{}');

    expect(output).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] });
    expect(logLines(text)[0]).toEqual(expect.objectContaining({ level: 'ERROR', failure: 'TypeError' }));
    expect(text).not.toContain('FAKE_SECRET');
  });
});
