/**
 * A time as people read it in messages and pages.
 * @param iso ISO 8601, UTC
 */
export const shortTime = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

/** How often something happened, in words. */
export const howOften = (times: number): string => (times === 1 ? 'once' : `${times} times`);
