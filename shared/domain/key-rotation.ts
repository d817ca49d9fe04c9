import * as z from 'zod/mini';
import { AppName } from './application.ts';

const DAY = 24 * 60 * 60;

/** What a person or a schedule may type to start `rotate-access-key`. Only `appName` has no default. */
export const RotationInput = z.strictObject({
  appName: AppName,
  /** How long the old key stays, inactive, before it is deleted. */
  graceSeconds: z._default(z.int().check(z.minimum(0), z.maximum(90 * DAY)), 7 * DAY),
  /** A younger key is left as it is. */
  maxAgeDays: z._default(z.int().check(z.minimum(1), z.maximum(3650)), 90),
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
  /** Since when the old key is inactive. */
  inactiveSince: z.optional(z.string()),
});
export type RotationRecord = z.infer<typeof RotationRecord>;

/** The keys of a rotation, as the state machine hands them from step to step. */
export const RotatedKeys = z.strictObject({
  appName: AppName,
  oldAccessKeyId: z.string(),
  newAccessKeyId: z.string(),
});
export type RotatedKeys = z.infer<typeof RotatedKeys>;

/** Longer than the function that makes a key may run, so that whoever made an older one has stored it or is dead. */
export const KEY_MAKER_MS = 90_000;

/**
 * Whether a key was made by the rotation of this record: just after it began.
 * Times are those of two services, so a little earlier counts too.
 */
export function wasMadeBy({ startedAt }: RotationRecord, createdAt: Date): boolean {
  const after = createdAt.getTime() - Date.parse(startedAt);
  return after >= -30_000 && after <= KEY_MAKER_MS;
}
