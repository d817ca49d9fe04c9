import { shorten } from '../errors/plain-text.ts';
import type { Cause, Health } from './health.ts';

/** What a standard parameter holds, in bytes. Source: docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const MOST_BYTES = 4096;

/** How long the texts of a cause may be, tried in turn. */
const LENGTHS = [400, 200, 100, 40, 0];

/**
 * A health as JSON that fits a parameter: with many causes their texts are shortened, and at last some are left out.
 * The fingerprint stands for all of them.
 */
export function fitHealth(health: Health): string {
  for (const length of LENGTHS) {
    const text = JSON.stringify({ ...health, causes: health.causes.map((cause) => cut(cause, length)) });
    if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  }
  const { causes, ...rest } = health;
  for (let count = causes.length; count > 0; count--) {
    const text = JSON.stringify({ ...rest, causes: causes.slice(0, count).map((cause) => cut(cause, 0)) });
    if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  }
  return JSON.stringify({ ...rest, causes: [], toldDays: {} });
}

const cut = (cause: Cause, length: number): Cause => ({
  ...cause,
  what: shorten(cause.what, length),
  remedy: shorten(cause.remedy, length),
});
