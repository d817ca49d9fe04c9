/** A day, in milliseconds. */
export const DAY_MS = 24 * 60 * 60_000;

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
