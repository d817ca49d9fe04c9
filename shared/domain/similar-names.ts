/** Pairs of letters: they tell a typing error from another word. */
const pairsOf = (text: string): Set<string> => {
  const letters = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, i) => letters.slice(i, i + 2)));
};

/**
 * How much two names resemble each other.
 * @returns 0 for nothing in common, 1 for the same
 */
export function likeness(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)];
  return a.size + b.size === 0 ? 0 : (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size);
}

/** Below this, names are too different to be a typing error of each other. */
export const ALIKE = 0.5;

/** Names that a company gives often begin alike, as with acme-: they have to have more in common. */
const NEARLY_SAME = 0.6;

/** The name among these that resembles a text most; none where all are too different. */
export const nearestName = (text: string, names: readonly string[]): string | undefined =>
  names
    .filter((name) => likeness(text, name) >= NEARLY_SAME)
    .toSorted((a, b) => likeness(text, b) - likeness(text, a) || a.localeCompare(b))[0];
