import { storedForm } from './stored-form.ts';

/** What a standard parameter holds, in bytes. Source: docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
export const MOST_BYTES = 4096;

/**
 * A value as JSON that fits a parameter.
 * @param forms of the value, each shorter than the one before
 * @returns the first that fits; the last where none does
 */
export function firstFitting(forms: Iterable<unknown>): string {
  let text = '';
  for (const form of forms) {
    text = storedForm(JSON.stringify(form));
    if (Buffer.byteLength(text) <= MOST_BYTES) break;
  }
  return text;
}

/**
 * A list, ever shorter from its end: what is left out is counted in a last line.
 * @param left how many were left out before
 */
export function* shorterLists(list: readonly string[], left = 0): Generator<string[]> {
  for (let count = list.length; count >= 0; count--) {
    const more = left + list.length - count;
    yield [...list.slice(0, count), ...(more > 0 ? [`and ${more} more`] : [])];
  }
}
