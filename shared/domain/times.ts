/** A day, in seconds and in milliseconds. */
export const DAY_SECONDS = 24 * 60 * 60;
export const DAY_MS = DAY_SECONDS * 1000;

/**
 * A time as people read it in messages and pages.
 * @param iso ISO 8601, UTC
 */
export const shortTime = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

/**
 * Whole days until a time; negative once more than a day has passed.
 * @param iso ISO 8601, UTC
 */
export const daysUntil = (iso: string, now: Date): number =>
  Math.ceil((Date.parse(iso) - now.getTime()) / DAY_MS);

/**
 * A time so many days after another; before it where they are negative.
 * @param iso ISO 8601, UTC
 */
export const daysAfter = (iso: string, days: number): string =>
  new Date(Date.parse(iso) + days * DAY_MS).toISOString();

/** Times outside of this are no times of ours: a counter, a typing error. */
const EARLIEST = Date.UTC(2015, 0);
const LATEST = Date.UTC(2100, 0);
/** Numbers below this count seconds, above it milliseconds. */
const MOST_SECONDS = 1e11;

/**
 * A time in any of the forms in which services send it: with a zone or without one (then UTC), or a number of seconds or
 * milliseconds since 1970, also as text.
 * @returns ISO 8601, UTC; `undefined` for what is no time
 */
export function readTime(value: unknown): string | undefined {
  const ms = typeof value === 'string' ? msOfText(value.trim()) : msOfNumber(value);
  return ms !== undefined && ms >= EARLIEST && ms < LATEST ? new Date(ms).toISOString() : undefined;
}

const msOfNumber = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value)
    ? Math.round(value < MOST_SECONDS ? value * 1000 : value)
    : undefined;

function msOfText(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return msOfNumber(Number(text));
  const zoneless = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text);
  const ms = Date.parse(zoneless ? `${text.replace(' ', 'T')}Z` : text);
  return Number.isNaN(ms) ? undefined : ms;
}

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
