import type { Clock } from '#shared/clients/clock.ts';

/** Where every fake clock starts. */
export const NOW = '2027-01-01T00:00:00.000Z';

/** A clock that stands still until a test moves it. */
export function fakeClock(start = NOW): Clock & { advance(milliseconds: number): void } {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}
