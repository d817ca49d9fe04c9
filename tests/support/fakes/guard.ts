import type { Guard } from '#shared/clients/guard.ts';

/** A guard that keeps nobody waiting: it only counts what was not found, and keeps how long it should have waited. */
export function fakeGuard() {
  const pauses: number[] = [];
  let misses = 0;
  const guard: Guard = {
    slowDown: async (find) => {
      const found = await find();
      if (found === undefined) misses += 1;
      return found;
    },
    pause: async (ms) => {
      pauses.push(ms);
    },
  };
  return {
    ...guard,
    /** How long each pause was asked to be, in milliseconds, in order. */
    pauses,
    /** How often a look-up found nothing. */
    misses: () => misses,
  };
}
