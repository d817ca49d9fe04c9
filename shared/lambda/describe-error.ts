import { ExplainedError } from '../errors/base.ts';

/** Of a stack, so many places are enough to find the fault. */
const MOST_PLACES = 8;

/**
 * What may be logged of an error. Our own explain themselves; the message of a foreign one may quote what it choked on,
 * so only its name and place are kept.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (error instanceof ExplainedError)
    return { failure: error.name, what: error.what, details: error.details };
  const { name, stack = '' } = error as Error;
  const place = stack.split('\n').filter((line) => line.startsWith('    at '));
  return { failure: name, place: place.slice(0, MOST_PLACES) };
}
