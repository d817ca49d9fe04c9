import { format } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { InvalidInput, NotificationFailed, StepFailed, UnexpectedReply } from '#shared/errors/broken.ts';
import { AwsDenied } from '#shared/errors/refused.ts';
import { StepTimedOut } from '#shared/errors/retryable.ts';
import { defineStep } from '#shared/lambda/define-step.ts';
import { invoke, logLines, printed } from '../../../support/lambda.ts';
import { EXECUTION, errorOf, stepContext } from '../../../support/subjects.ts';

const Input = z.strictObject({ name: z.string(), count: z._default(z.int().check(z.minimum(1)), 3) });
const Output = z.strictObject({ done: z.boolean() });
type Run = (services: { tag: string }, input: z.infer<typeof Input>, context: unknown) => Promise<unknown>;

const EXAMPLE = { name: 'acme-orders' };
const step = (run: Run, example?: unknown) =>
  defineStep({
    input: Input,
    output: Output,
    services: { tag: 'service' },
    run: run as () => Promise<{ done: boolean }>,
    ...(example ? { example } : {}),
  });
const event = (input: unknown) => ({ context: stepContext('ProvisionIamUser'), input });
const fails =
  (error: unknown): Run =>
  () =>
    Promise.reject(error);

describe('a step', () => {
  it('runs with its services, its parsed input and its context', async () => {
    const seen: unknown[] = [];
    const handler = step(async (...args) => {
      seen.push(...args);
      return { done: true };
    });

    const { output } = await printed(() => invoke(handler, event({ name: 'x' })));

    expect(output).toEqual({ done: true });
    expect(seen).toEqual([{ tag: 'service' }, { name: 'x', count: 3 }, stepContext('ProvisionIamUser')]);
  });

  it('fails with its own error unchanged', async () => {
    const own = new AwsDenied({ what: 'no', remedy: 'allow' });

    const { error } = (await printed(() => invoke(step(fails(own)), event({ name: 'x' })))) as {
      error: Error;
    };

    expect(error).toBe(own);
  });
});

it('a step that takes longer than its function may run says so', async () => {
  const { error } = await printed(() =>
    invoke(
      step(() => new Promise(() => {})),
      event({ name: 'x' }),
    ),
  );

  expect(error).toBeInstanceOf(StepTimedOut);
});

it('a step says itself how it fails where it takes too long', async () => {
  const own = new NotificationFailed({ what: 'too slow', remedy: 'look' });
  const slow = defineStep({
    input: z.object({}),
    output: z.object({}),
    services: {},
    run: () => new Promise(() => {}),
    tooSlow: () => own,
  });

  const { error } = await printed(() => invoke(slow, event({})));

  expect(error).toBe(own);
});

describe('a wrong input', () => {
  const wrong = { name: { secret: 'FAKE_CLIENT_SECRET' }, count: 0, extra: 'FAKE_REFRESH_TOKEN' };
  const rejected = (example?: unknown) =>
    printed(() =>
      invoke(
        step(async () => ({ done: true }), example),
        event(wrong),
      ),
    );

  it('is answered with every problem and an example, and quotes no value', async () => {
    const { error } = (await rejected(EXAMPLE)) as unknown as { error: InvalidInput };

    expect(error).toBeInstanceOf(InvalidInput);
    expect(error?.message).toBe(
      [
        'The input has 3 problem(s):',
        '- name: must be of type string',
        '- count: must be at least 1',
        '- input: has unknown field(s): extra',
        'What to do: Correct the input and start again, for example with {"name":"acme-orders"}.',
      ].join('\n'),
    );
  });

  it('is answered without an example where there is none', async () => {
    const { error } = (await rejected()) as unknown as { error: InvalidInput };

    expect(error?.remedy).toBe('Correct the input and start again.');
  });

  it('reaches neither the step nor the log', async () => {
    const { text } = await rejected(EXAMPLE);

    expect(text).toContain('InvalidInput');
    expect(text).not.toContain('FAKE_');
  });
});

it('hands no stack on, which would hold the message a second time', async () => {
  const failed = new AwsDenied({ what: 'w'.repeat(1000), remedy: 'Wait.' });

  const { error } = await printed(() => invoke(step(fails(failed)), event({ name: 'x' })));

  expect(error?.stack).toBe('AwsDenied');
});

describe('an error that is not ours', () => {
  it('becomes StepFailed, without its message', async () => {
    const foreign = new TypeError('cannot read FAKE_CLIENT_SECRET');

    const { error, text } = await printed(() => invoke(step(fails(foreign)), event({ name: 'x' })));

    expect(error).toBeInstanceOf(StepFailed);
    expect(error?.what).toBe('ProvisionIamUser ended with an unexpected TypeError.');
    expect(error?.message).not.toContain('FAKE_');
    expect(error?.cause).toBeUndefined();
    expect(text).not.toContain('FAKE_');
  });

  it('leaves its name and its place in the log', async () => {
    const { text } = await printed(() => invoke(step(fails(new RangeError('x'))), event({ name: 'x' })));

    const line = logLines(text).find(({ message }) => message === 'step crashed');
    expect(line).toEqual(expect.objectContaining({ level: 'ERROR', failure: 'RangeError' }));
    expect(line?.place).toEqual(expect.arrayContaining([expect.stringMatching(/^ {4}at /)]));
  });
});

describe('a wrong output', () => {
  it('is a fault of the program, and its values are not quoted', async () => {
    const run = async () => ({ done: 'FAKE_VALUE', more: 1 });

    const { error, text } = await printed(() => invoke(step(run), event({ name: 'x' })));

    expect(error).toBeInstanceOf(UnexpectedReply);
    expect(error?.message).toContain('done: must be of type boolean; input: has unknown field(s): more.');
    expect(`${error?.message}${text}`).not.toContain('FAKE_VALUE');
  });
});

describe('the log', () => {
  it('says of every line which execution and state it belongs to', async () => {
    const { text } = await printed(() =>
      invoke(
        step(async () => ({ done: true })),
        event({ name: 'x' }),
      ),
    );

    expect(logLines(text)).toEqual([
      expect.objectContaining({
        message: 'step done',
        correlation_id: 'first',
        execution: EXECUTION,
        state: 'ProvisionIamUser',
        function_request_id: 'req-lambda',
      }),
    ]);
  });

  it('says why a step failed, with the facts that are safe', async () => {
    const own = new AwsDenied({
      what: 'no',
      remedy: 'allow',
      details: { code: 'AccessDenied', status: 403 },
    });

    const { text } = await printed(() => invoke(step(fails(own)), event({ name: 'x' })));

    expect(logLines(text)).toEqual([
      expect.objectContaining({
        level: 'ERROR',
        message: 'step failed',
        failure: 'AwsDenied',
        what: 'no',
        details: { code: 'AccessDenied', status: 403 },
      }),
    ]);
  });

  it('holds neither the input nor the output nor a secret that was met', async () => {
    const run: Run = async () => {
      process.stdout.write(format('%o\n', new Sensitive('FAKE_CLIENT_SECRET')));
      return { done: true };
    };

    const { text } = await printed(() => invoke(step(run), event({ name: 'FAKE_INPUT' })));

    expect(text).toContain('step done');
    expect(text).not.toMatch(/FAKE_|"done"/);
  });

  it('forgets the keys of the execution before', async () => {
    const handler = step(async () => ({ done: true }));
    await printed(() => invoke(handler, event({ name: 'x' })));

    const next = { ...event({ name: 'x' }), context: { ...stepContext('Other'), executionName: 'second' } };
    const { text } = await printed(() => invoke(handler, next));

    expect(logLines(text)).toEqual([expect.objectContaining({ correlation_id: 'second', state: 'Other' })]);
  });
});

describe('an event without a context', () => {
  it('fails before anything runs', async () => {
    let ran = false;
    const handler = step(async () => {
      ran = true;
      return { done: true };
    });

    await errorOf(invoke(handler, { input: { name: 'x' } }));

    expect(ran).toBe(false);
  });
});
