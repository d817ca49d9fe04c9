import { asText } from '../domain/as-text.ts';

/** No fact stands deeper. */
const MOST_LEVELS = 10;

/** Facts in facts, under their joined names. Objects in lists become texts. */
export function flatten(
  facts: Record<string, unknown>,
  above = '',
  levels = MOST_LEVELS,
): [string, unknown][] {
  if (levels === 0) return [];
  return Object.entries(facts).flatMap(([key, value]): [string, unknown][] => {
    if (Array.isArray(value)) return [[`${above}${key}`, value.map(plain)]];
    return typeof value === 'object' && value !== null
      ? flatten(value as Record<string, unknown>, `${above}${key}.`, levels - 1)
      : [[`${above}${key}`, value]];
  });
}

const plain = (value: unknown) => (typeof value === 'object' && value !== null ? asText(value) : value);

const words = (name: string) =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[._-]/g, ' ')
    .toLowerCase();

/** A fact that no name fits, as words. */
export function wordsOf(key: string, value: unknown): string {
  if (value === true) return words(key);
  return value === false
    ? `not ${words(key)}`
    : `${words(key)}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}
