/**
 * Any JSON as a text, for values that come from outside: an object may have a `toString` of its own, or be nested so
 * deeply that it cannot be written.
 * @returns the text itself, JSON of anything else, and the empty text for null, undefined and what has no text
 */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
