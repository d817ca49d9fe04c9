/** Facts in facts, under their joined names. */
export function flatten(facts: Record<string, unknown>, above = ''): [string, unknown][] {
  return Object.entries(facts).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? flatten(value as Record<string, unknown>, `${above}${key}.`)
      : [[`${above}${key}`, value] as [string, unknown]],
  );
}

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
