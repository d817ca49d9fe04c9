/** A day, in seconds and in milliseconds. */
export const DAY_SECONDS = 24 * 60 * 60;
export const DAY_MS = DAY_SECONDS * 1000;

/**
 * A time as people read it in messages and pages.
 * @param iso ISO 8601, UTC
 */
export const shortTime = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

/** How often something happened, in words. */
export const howOften = (times: number): string => (times === 1 ? 'once' : `${times} times`);

/**
 * The digits of a time, to the second, for the name of an execution.
 * @param iso ISO 8601, UTC
 */
export const timeDigits = (iso: string): string => iso.replace(/[^0-9]/g, '').slice(0, 14);

const UNITS: [string, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** A duration in words, in the largest unit that divides it: `7 days`, `90 seconds`. */
export function duration(seconds: number): string {
  const [name, size] = UNITS.find(([, one]) => seconds >= one && seconds % one === 0) ?? ['second', 1];
  const count = seconds / size;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
