/** Slows down whoever tries addresses that do not exist. */
export interface Guard {
  /** Looks something up; where nothing is found, the answer waits, longer with each time in a row. */
  slowDown<T>(find: () => Promise<T | undefined>): Promise<T | undefined>;
  /** Waits for something else to happen, in milliseconds. */
  pause(ms: number): Promise<void>;
}

/** The first wrong guess waits this long; each further one twice as long, up to the most. In milliseconds. */
const FIRST_MS = 250;
const MOST_MS = 1_000;

/**
 * The real guard. An execution environment of Lambda serves one request at a time, so counting in memory slows each
 * of them down; the ids have 256 random bits, so that alone is not what keeps them safe.
 */
export function createGuard(
  pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
): Guard {
  let misses = 0;
  return {
    pause,
    slowDown: async (find) => {
      const found = await find();
      if (found !== undefined) {
        misses = 0;
        return found;
      }
      await pause(Math.min(FIRST_MS * 2 ** misses, MOST_MS));
      misses += 1;
      return undefined;
    },
  };
}
