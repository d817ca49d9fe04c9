import { shorten } from './plain-text.ts';

/** How many bytes a text takes within JSON, where quotation marks and control characters are escaped. */
export const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2;

/** A text that takes at most so many bytes within JSON; one that is cut ends in an ellipsis. */
export function shortenToBytes(text: string, bytes: number): string {
  if (jsonBytes(text) <= bytes) return text;
  let [fits, most] = [0, Math.min(text.length, bytes)];
  while (fits < most) {
    const length = Math.ceil((fits + most) / 2);
    if (jsonBytes(shorten(text, length)) <= bytes) fits = length;
    else most = length - 1;
  }
  return fits === 0 ? '' : shorten(text, fits);
}
