import { inspect } from 'node:util';

/**
 * A secret in memory. Printing, logging, interpolating or serialising it gives `[redacted]`; only `reveal()` gives
 * the value, so every place that uses it can be found by that word.
 */
export class Sensitive {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The secret itself, for the call that needs it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }

  [inspect.custom](): string {
    return '[redacted]';
  }
}
