/** AWS slows down whoever asks for more at a time. */
const AT_A_TIME = 4;

/**
 * Maps all items with a few calls at a time.
 * @param atATime how many calls
 * @returns the results, in the order of the items
 */
export async function mapFew<T, R>(
  items: T[],
  map: (item: T) => Promise<R>,
  atATime = AT_A_TIME,
): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await map(next[1]);
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return results;
}
