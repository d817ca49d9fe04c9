/**
 * Names in a line that stays short: `us, de and 4 more`.
 * @param most so many are named, the others are counted
 */
export function nameSome(names: readonly string[], most: number): string {
  const more = names.length - most;
  return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * The line after a list that was cut; empty where nothing was left out.
 * @param left how many are not in the list; it may be negative
 */
export const andMore = (left: number): string[] => (left > 0 ? [`And ${left} more.`] : []);
