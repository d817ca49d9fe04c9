import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { DAY_MS, daysUntil } from './times.ts';

/** A daily check comes some seconds sooner or later. */
const WEEK_MS = 7 * DAY_MS - 60 * 60_000;

/** People are told of an expiry when so many days are left. */
export const EXPIRY_DAYS: readonly number[] = [30, 14, 7, 3, 1];

/** How sure a diagnosis is. */
export const Confidence = z.enum(['certain', 'likely', 'possible']);
export type Confidence = z.infer<typeof Confidence>;

/** A cause of trouble, as people read it. */
export const Cause = z.strictObject({
  /** The state of the check that failed, with the account where it is about one. */
  check: z.string(),
  error: z.string(),
  what: z.string(),
  remedy: z.string(),
  /** The root cause by its id in docs/diagnosis.md, and how sure that is; absent where the error itself says it all. */
  id: z.optional(z.string()),
  confidence: z.optional(Confidence),
});
export type Cause = z.infer<typeof Cause>;

/** Something that ends: a client secret after 180 days, an authorization (as advice) after a year. */
export const Expiry = z.strictObject({ name: z.string(), at: z.string() });
export type Expiry = z.infer<typeof Expiry>;

/** A task that waits for a person, and when the person was last asked or reminded. */
export const WaitingSince = z.strictObject({ task: z.string(), askedAt: z.string() });
export type WaitingSince = z.infer<typeof WaitingSince>;

/** How an application stands, one small parameter that people and programs read. Times are ISO 8601, UTC. */
export const Health = z.strictObject({
  state: z.enum(['good', 'bad']),
  since: z.string(),
  checkedAt: z.string(),
  causes: z.array(Cause),
  expiries: z.array(Expiry),
  /** Age of the oldest active access key of the IAM user. */
  accessKeyCreatedAt: z.optional(z.string()),
  /** What waits for a person. */
  waiting: z.optional(z.array(WaitingSince)),
  /** Which checks fail, how, and of which root cause; the causes may be shortened to fit a parameter, this is of all of them. */
  fingerprint: z._default(z.string(), ''),
  /** When people were last told of the trouble. */
  toldAt: z.optional(z.string()),
  /** The least number of days of which people were told, by what expires and when. */
  toldDays: z.record(z.string(), z.int()),
});
export type Health = z.infer<typeof Health>;

/** Why people are told. */
export type News =
  | { kind: 'bad' | 'changed' | 'still-bad'; causes: Cause[]; since: string }
  | { kind: 'recovered'; since: string }
  | { kind: 'expires'; expiry: Expiry; days: number };

/**
 * Compares a check with the one before: people are told of what changed, not of what is as it was. A trouble that
 * lasts is repeated once a week.
 * @param before the health that was stored, if there is one
 * @param found the causes of today, and what expires when
 */
export function judgeHealth(
  before: Health | undefined,
  found: { causes: Cause[]; expiries: Expiry[] },
  now: Date,
): { health: Health; news: News[] } {
  const at = now.toISOString();
  const state = found.causes.length > 0 ? 'bad' : 'good';
  const since = before?.state === state ? before.since : at;
  const trouble = troubleNews(before, found.causes, since, now);
  const expiring = found.expiries.flatMap((expiry) => expiryNews(before, expiry, now));
  const toldAt = trouble && trouble.kind !== 'recovered' ? at : before?.toldAt;
  const health: Health = {
    state,
    since,
    checkedAt: at,
    causes: found.causes,
    fingerprint: fingerprintOf(found.causes),
    expiries: found.expiries,
    ...(state === 'bad' && toldAt && { toldAt }),
    toldDays: toldDaysOf(before, found.expiries, expiring),
  };
  return { health, news: [...(trouble ? [trouble] : []), ...expiring] };
}

function troubleNews(
  before: Health | undefined,
  causes: Cause[],
  since: string,
  now: Date,
): News | undefined {
  const wasBad = before?.state === 'bad';
  if (causes.length === 0) return wasBad ? { kind: 'recovered', since: before.since } : undefined;
  if (!wasBad) return { kind: 'bad', causes, since };
  if (!isAsBefore(before, causes)) return { kind: 'changed', causes, since };
  const told = Date.parse(before.toldAt ?? before.since);
  return now.getTime() - told >= WEEK_MS ? { kind: 'still-bad', causes, since } : undefined;
}

/** An earlier version knew no root causes: that they are known now is no change of the trouble. */
const isAsBefore = ({ fingerprint }: Health, causes: Cause[]): boolean =>
  [causes, causes.map(({ id: _, ...cause }) => cause)].some((one) => fingerprint === fingerprintOf(one));

// The words may hold request ids and times; what failed, how, and of which root cause, is what counts.
const fingerprintOf = (causes: Cause[]): string =>
  causes.length === 0
    ? ''
    : createHash('sha256')
        .update(
          causes
            .map(({ check, error, id }) => [check, error, ...(id ? [id] : [])].join(' '))
            .toSorted()
            .join('\n'),
        )
        .digest('base64url')
        .slice(0, 16);

/** Expiries of a check with the end of the client secret, which a rotation since then has moved. */
export const withSecretEnd = (expiries: readonly Expiry[], secretEnds: string | undefined): Expiry[] =>
  secretEnds
    ? [{ name: 'client secret', at: secretEnds }, ...expiries.filter(({ name }) => name !== 'client secret')]
    : [...expiries];

/** What expires, and when, as {@link Health} names it in `toldDays`. */
export const expiryKey = ({ name, at }: Expiry): string => `${name} ${at}`;

function expiryNews(
  before: Health | undefined,
  expiry: Expiry,
  now: Date,
): Extract<News, { kind: 'expires' }>[] {
  const left = daysUntil(expiry.at, now);
  const due = EXPIRY_DAYS.filter((days) => left <= days).at(-1);
  const told = before?.toldDays[expiryKey(expiry)] ?? Number.POSITIVE_INFINITY;
  return due !== undefined && due < told && left > 0 ? [{ kind: 'expires', expiry, days: left }] : [];
}

function toldDaysOf(
  before: Health | undefined,
  expiries: Expiry[],
  news: Extract<News, { kind: 'expires' }>[],
): Record<string, number> {
  const kept = expiries.flatMap((expiry) => {
    const told = before?.toldDays[expiryKey(expiry)];
    return told === undefined ? [] : [[expiryKey(expiry), told] as const];
  });
  const fresh = news.map(({ expiry, days }) => {
    const threshold = EXPIRY_DAYS.filter((one) => days <= one).at(-1) ?? days;
    return [expiryKey(expiry), threshold] as const;
  });
  return Object.fromEntries([...kept, ...fresh]);
}
