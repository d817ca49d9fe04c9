import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { defineEvent } from '#shared/lambda/define-event.ts';
import { invoke, logLines, printed } from '../../../support/lambda.ts';

const EVENT = {
  version: '0',
  id: 'event-1',
  'detail-type': 'Step Functions Execution Status Change',
  source: 'aws.states',
  account: '111122223333',
  time: '2027-01-01T00:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail: { status: 'FAILED', input: '{"appName":"FAKE_INPUT"}' },
};

const handlerOf = (run: (services: string, detail: { status: string }) => Promise<unknown>) =>
  defineEvent({ detail: z.object({ status: z.string() }), services: 'services', run });

describe('the handler of an event', () => {
  it('takes it as EventBridge sends it', async () => {
    const { output, text } = await printed(() =>
      invoke(
        handlerOf(async (services, detail) => [services, detail]),
        EVENT,
      ),
    );

    expect(output).toEqual(['services', { status: 'FAILED' }]);
    expect(logLines(text)).toMatchObject([{ message: 'event handled', correlation_id: 'event-1' }]);
    expect(text).not.toContain('FAKE_INPUT');
  });

  it('throws on what failed, so that the event is delivered again', async () => {
    const failing = handlerOf(async () => {
      throw new TypeError('FAKE_WORDS');
    });

    const { error, text } = await printed(() => invoke(failing, EVENT));

    expect(error?.name).toBe('TypeError');
    expect(logLines(text)).toMatchObject([{ message: 'event failed', failure: 'TypeError' }]);
    expect(text).not.toContain('FAKE_WORDS');
  });

  it('refuses what is no such event', async () => {
    const { error } = await printed(() =>
      invoke(
        handlerOf(async () => 'done'),
        { detail: { status: 'FAILED' } },
      ),
    );

    expect(error).toBeDefined();
  });
});
