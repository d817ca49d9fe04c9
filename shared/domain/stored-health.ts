import * as z from 'zod/mini';
import { shorten } from '../errors/plain-text.ts';
import { type Cause, type Expiry, expiryKey, Health, type WaitingSince } from './health.ts';
import { firstFitting } from './parameter-limit.ts';
import { readStored } from './stored-json.ts';

/** How long the texts of a cause may be, tried in turn. */
const LENGTHS = [400, 200, 100, 40, 0];

/**
 * A health as JSON that fits a parameter. Where it is too large, what people were told stands with what expires, and the
 * texts of causes are shortened; then tasks and causes are left out. What expires when always stays; the fingerprint
 * stands for all causes.
 */
export const packHealth = (health: Health): string => firstFitting(forms(health));

function* forms(health: Health): Generator<object> {
  yield health;
  const { toldDays, expiries, causes, waiting = [], ...rest } = health;
  const withTold = expiries.map((expiry) => {
    const told = toldDays[expiryKey(expiry)];
    return { ...expiry, ...(told !== undefined && { told }) };
  });
  const form = (someCauses: Cause[], tasks: WaitingSince[]) => ({
    ...rest,
    causes: someCauses,
    expiries: withTold,
    ...(tasks.length > 0 && { waiting: tasks }),
  });
  for (const length of LENGTHS) yield form(causes.map(cut(length)), waiting);
  const short = causes.map(cut(0));
  for (let count = waiting.length - 1; count >= 0; count--) yield form(short, waiting.slice(0, count));
  for (let count = causes.length - 1; count >= 0; count--) yield form(short.slice(0, count), []);
}

const cut =
  (length: number) =>
  (cause: Cause): Cause => ({
    ...cause,
    what: shorten(cause.what, length),
    remedy: shorten(cause.remedy, length),
  });

const Told = z.looseObject({
  expiries: z.array(z.looseObject({ name: z.string(), at: z.string(), told: z.optional(z.int()) })),
  toldDays: z.optional(z.record(z.string(), z.int())),
});

/**
 * Reads the text of a `health` parameter.
 * @returns `undefined` where there is none, or it is another version's
 */
export function unpackHealth(text: string | undefined): Health | undefined {
  const stored = readStored(Told, text);
  if (!stored) return undefined;
  const expiries = stored.expiries.map(({ told: _, ...expiry }) => expiry);
  return Health.safeParse({ ...stored, expiries, toldDays: stored.toldDays ?? toldDaysOf(stored.expiries) })
    .data;
}

const toldDaysOf = (expiries: (Expiry & { told?: number | undefined })[]): Record<string, number> =>
  Object.fromEntries(
    expiries.flatMap((expiry) => (expiry.told === undefined ? [] : [[expiryKey(expiry), expiry.told]])),
  );
