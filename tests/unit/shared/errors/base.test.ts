import { describe, expect, it } from '@jest/globals';
import {
  BrokenError,
  type ExplainedError,
  type Explanation,
  RefusedError,
  RetryableError,
  splitMessage,
} from '#shared/errors/base.ts';
import * as broken from '#shared/errors/broken.ts';
import * as refused from '#shared/errors/refused.ts';
import * as retryable from '#shared/errors/retryable.ts';

type ErrorClass = new (explanation: Explanation) => ExplainedError;
const FAMILIES: [abstract new (explanation: Explanation) => ExplainedError, object][] = [
  [BrokenError, broken],
  [RefusedError, refused],
  [RetryableError, retryable],
];
const CLASSES = FAMILIES.flatMap(([family, module]) =>
  Object.entries(module).map(([name, type]) => ({ name, type: type as ErrorClass, family })),
);

describe.each(CLASSES)('$name', ({ name, type, family }) => {
  it('has its own name, which Step Functions matches on, and its family', () => {
    const error = new type({ what: 'It broke.', remedy: 'Fix it.' });

    expect(error.name).toBe(name);
    expect(error).toBeInstanceOf(family);
    expect(error).toBeInstanceOf(Error);
  });

  it('says what happened and what to do', () => {
    const { message, what, remedy, details } = new type({ what: 'It broke.', remedy: 'Fix it.' });

    expect({ message, what, remedy, details }).toEqual({
      message: 'It broke.\nWhat to do: Fix it.',
      what: 'It broke.',
      remedy: 'Fix it.',
      details: {},
    });
  });
});

describe('the names', () => {
  it('are each used once', () => {
    const names = CLASSES.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
  });
});

describe('an explained error', () => {
  it('keeps its details and its cause', () => {
    const cause = new Error('before');

    const error = new broken.InvalidInput({ what: 'a', remedy: 'b', details: { status: 400 }, cause });

    expect([error.details, error.cause]).toEqual([{ status: 400 }, cause]);
  });

  it('has no cause when there is none', () => {
    const error = new broken.InvalidInput({ what: 'a', remedy: 'b' });

    expect('cause' in error).toBe(false);
  });
});

describe('splitMessage', () => {
  it('gives back what an error was made of, line breaks included', () => {
    const { message } = new broken.InvalidInput({ what: 'a\n- b', remedy: 'c\nd' });

    const parts = splitMessage(message);

    expect(parts).toEqual({ what: 'a\n- b', remedy: 'c\nd' });
  });

  it('takes a message without a remedy whole', () => {
    const parts = splitMessage('Task timed out after 3.00 seconds');

    expect(parts).toEqual({ what: 'Task timed out after 3.00 seconds' });
  });
});
