import * as z from 'zod/mini';
import { AppName } from './application.ts';
import { DAY_MS, DAY_SECONDS, timeDigits } from './times.ts';

/** An access key is replaced after so many days. Source: docs.aws.amazon.com/config/latest/developerguide/access-keys-rotated.html */
export const MAX_KEY_AGE_DAYS = 90;

/**
 * A new key spreads over minutes, to each region and service on its own. AWS promises no time; people report up to a few
 * minutes.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
const SETTLE_SECONDS = 15 * 60;

/** What a person or a schedule may type to start `rotate-access-key`. Only `appName` has no default. */
export const RotationInput = z.strictObject({
  appName: AppName,
  /** How long both keys work, from when the new one is the stored one until the old one becomes inactive. */
  settleSeconds: z._default(z.int().check(z.minimum(0), z.maximum(DAY_SECONDS)), SETTLE_SECONDS),
  /** How long the old key stays, inactive, before it is deleted. */
  graceSeconds: z._default(z.int().check(z.minimum(0), z.maximum(90 * DAY_SECONDS)), 7 * DAY_SECONDS),
  /** A younger key is left as it is. */
  maxAgeDays: z._default(z.int().check(z.minimum(1), z.maximum(3650)), MAX_KEY_AGE_DAYS),
  /** Whether to rotate a key however young. */
  force: z._default(z.boolean(), false),
});
export type RotationInput = z.infer<typeof RotationInput>;

/** A rotation that has begun and not ended yet, as it is kept in Parameter Store. */
export const RotationRecord = z.object({
  /** The key that was the stored one when the rotation began. */
  oldAccessKeyId: z.string(),
  /** Just before the new key was made: a key made then is ours. */
  startedAt: z.string(),
  /** Just before it was tried again to make it; each of these may have made one unheard. */
  triedAgainAt: z.optional(z.array(z.string())),
  /** Since when the old key is inactive. */
  inactiveSince: z.optional(z.string()),
});
export type RotationRecord = z.infer<typeof RotationRecord>;

/**
 * One round of the wait in which both keys work; after each the new key is tested. A round holds the one that follows, so
 * that the state machine needs no arithmetic.
 */
export const SettleRound = z.strictObject({
  seconds: z.int(),
  get next() {
    return z.optional(SettleRound);
  },
});
export interface SettleRound {
  seconds: number;
  next?: SettleRound | undefined;
}

/** A new key is tested so often while it spreads, but not twice within a minute. */
const MOST_PROOFS = 5;

/**
 * Divides the wait for a new key to spread into rounds of the same length; there is always one.
 * @param seconds the whole wait, or what is left of it
 */
export function planSettling(seconds: number): SettleRound {
  const whole = Math.max(0, Math.ceil(seconds));
  const rounds = Math.min(MOST_PROOFS, Math.max(1, Math.floor(whole / 60)));
  const ends = Array.from({ length: rounds + 1 }, (_, i) => Math.ceil((whole * i) / rounds));
  return ends
    .slice(1)
    .map((end, i) => ({ seconds: end - (ends[i] ?? 0) }))
    .reduceRight<SettleRound | undefined>(
      (next, round) => (next ? { ...round, next } : round),
      undefined,
    ) as SettleRound;
}

/** An active access key of the IAM user, as a check finds it. */
export const ActiveKey = z.strictObject({
  createdAt: z.string(),
  /** Whether the rotation replaces it; the key of an adopted user is its owner's. */
  ours: z.boolean(),
});
export type ActiveKey = z.infer<typeof ActiveKey>;

/**
 * Name of the execution that is to replace the key or to complete an interrupted rotation; empty when nothing is to be
 * done. It changes once a week, so that a rotation that fails is not tried, and told of, every day.
 * @param openSince when an open rotation began, if there is one
 */
export function dueRotation(keys: ActiveKey[], openSince: string | undefined, now: Date): string {
  const oldest = keys.filter(({ ours }) => ours).map(({ createdAt }) => createdAt);
  const aged = oldest.toSorted().find((createdAt) => daysSince(createdAt, now) >= MAX_KEY_AGE_DAYS);
  const since = openSince ?? aged;
  return since ? `${timeDigits(since)}-${Math.floor(daysSince(since, now) / 7)}` : '';
}

const daysSince = (time: string, now: Date) => (now.getTime() - Date.parse(time)) / DAY_MS;

/** The keys of a rotation, as the state machine hands them from step to step. */
export const RotatedKeys = z.strictObject({
  appName: AppName,
  oldAccessKeyId: z.string(),
  newAccessKeyId: z.string(),
});
export type RotatedKeys = z.infer<typeof RotatedKeys>;

/** Longer than the function that makes a key may run, so that whoever made an older one has stored it or is dead. */
export const KEY_MAKER_MS = 90_000;

/** Only the last attempts can have made a key that is not known: those before were looked at by each of these. */
const MOST_ATTEMPTS = 20;

/** The record of a rotation that is about to make its key, for the first time or once more. */
export function beforeMaking(
  rotation: RotationRecord | undefined,
  oldAccessKeyId: string,
  now: Date,
): RotationRecord {
  const time = now.toISOString();
  if (!rotation) return { oldAccessKeyId, startedAt: time };
  const { startedAt, triedAgainAt = [] } = rotation;
  return { oldAccessKeyId, startedAt, triedAgainAt: [...triedAgainAt, time].slice(-MOST_ATTEMPTS) };
}

/**
 * Whether a key was made by the rotation of this record: just after one of its attempts.
 * Times are those of two services, so a little earlier counts too.
 */
export function wasMadeBy({ startedAt, triedAgainAt = [] }: RotationRecord, createdAt: Date): boolean {
  return [startedAt, ...triedAgainAt].some((attempt) => {
    const after = createdAt.getTime() - Date.parse(attempt);
    return after >= -30_000 && after <= KEY_MAKER_MS;
  });
}
