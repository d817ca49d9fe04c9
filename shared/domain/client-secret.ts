import * as z from 'zod/mini';
import { type NewSecretMessage, SECRET_LIFETIME_DAYS } from './amazon-notification.ts';
import { DAY_MS } from './times.ts';

const HOUR = 3_600_000;

const LIFETIME_MS = SECRET_LIFETIME_DAYS * DAY_MS;

/** A secret that came so recently is what a rotation would bring. */
const RECENT_MS = 6 * HOUR;

/** How long after asking nobody asks again: Amazon has confirmed, or the call may have been lost on its way. */
const CONFIRMED_MS = DAY_MS;
const UNCERTAIN_MS = HOUR;

/** When the stored client secret was made and ends, as JSON in `lwa/secret-dates`. */
export const SecretDates = z.object({
  /** By Amazon's message; else when a person entered it, so that it was made at the latest then. `dated` says which. */
  createdAt: z.optional(z.string()),
  /** Where `unsure` is set, the earliest end that is possible. */
  expiresAt: z.optional(z.string()),
  /** `amazon`: Amazon has said when the secret was made; `here`: only when it came here is known. See {@link isCertain}. */
  dated: z.optional(z.enum(['amazon', 'here'])),
  /** Set where nobody knows which of the two secrets Amazon made last: it may end the stored one with the previous. */
  unsure: z.optional(z.literal(true)),
  /** End of `lwa/previous-client-secret`. */
  previousExpiresAt: z.optional(z.string()),
  /** The message that brought the secret, and when it was stored, by our clock. */
  notificationId: z.optional(z.string()),
  takenAt: z.optional(z.string()),
  /** Time of the message whose secret is being stored just now, so that an older one cannot overtake it. */
  arriving: z.optional(z.string()),
  /** Since when another client takes the place of the stored one: id and secret may not belong together. */
  replacing: z.optional(z.string()),
});
export type SecretDates = z.infer<typeof SecretDates>;

/** That Amazon was asked for a new secret, as JSON in `lwa/rotation`. */
export const Rotation = z.object({
  requestedAt: z.string(),
  /** Until when an execution waits for the secret. */
  until: z.string(),
  /** When Amazon said yes; absent while that is not known. */
  confirmedAt: z.optional(z.string()),
});
export type Rotation = z.infer<typeof Rotation>;

/** Dates of a secret that a person has just entered: made at the latest now. */
export const firstSecretDates = (now: Date): SecretDates => ({
  createdAt: now.toISOString(),
  expiresAt: new Date(now.getTime() + LIFETIME_MS).toISOString(),
  dated: 'here',
});

/** Whether Amazon has said when the stored secret was made. An earlier version stored no `dated`, and a person's without an id. */
export const isCertain = ({ dated, notificationId }: SecretDates): boolean =>
  dated ? dated === 'amazon' : notificationId !== undefined;

/** How long the secret before it works on after a rotation. */
const PREVIOUS_MS = 7 * DAY_MS;

/** The latest end of the secret that a person has just replaced. */
export const previousEnds = (now: Date): Pick<SecretDates, 'previousExpiresAt'> => ({
  previousExpiresAt: new Date(now.getTime() + PREVIOUS_MS).toISOString(),
});

/** Whether the stored secret came from Amazon's queue at this time or later. */
export const hasArrivedSince = ({ takenAt = '' }: SecretDates, since: string): boolean =>
  Date.parse(takenAt) >= Date.parse(since);

/** How a rotation stands, and since when. */
export interface Standing {
  /** `arrived`: the new secret is stored; `pending`: Amazon was asked for one; `due`: nobody has asked yet. */
  status: 'arrived' | 'pending' | 'due';
  since: string;
}

/**
 * How the rotation of a client secret stands. Asking is not idempotent, each time makes a new secret: so nobody asks
 * while one has just come, or may be on its way.
 * Source: developer-docs.amazon.com/sp-api/docs/application-management-api
 */
export function standingOf(dates: SecretDates, rotation: Rotation | undefined, now: Date): Standing {
  const recently = new Date(now.getTime() - RECENT_MS).toISOString();
  if (dates.takenAt && hasArrivedSince(dates, recently)) return { status: 'arrived', since: dates.takenAt };
  if (rotation && isPending(dates, rotation, now)) return { status: 'pending', since: rotation.requestedAt };
  return { status: 'due', since: now.toISOString() };
}

function isPending(dates: SecretDates, { requestedAt, confirmedAt }: Rotation, now: Date): boolean {
  if (hasArrivedSince(dates, requestedAt)) return false;
  return now.getTime() - Date.parse(requestedAt) < (confirmedAt ? CONFIRMED_MS : UNCERTAIN_MS);
}

/** Whether an execution has asked for the stored secret, and waits for it. */
export const isAwaited = ({ takenAt = '' }: SecretDates, rotation: Rotation | undefined): boolean =>
  rotation !== undefined &&
  Date.parse(takenAt) >= Date.parse(rotation.requestedAt) &&
  Date.parse(takenAt) <= Date.parse(rotation.until);

/**
 * Which of two secrets Amazon made last: the one of a message, or the stored one.
 * @param storedAt when the stored one was written, by AWS's clock: it was made before, whoever entered it
 * @returns `newer`: that of the message; `unknown` where a person has entered the stored one since the message was sent
 */
export function orderOf(
  { eventTime }: { eventTime: string },
  { dates, storedAt }: { dates: SecretDates; storedAt: Date | undefined },
): 'newer' | 'older' | 'unknown' {
  if (isCertain(dates) && isLate(dates, eventTime)) return 'older';
  if (isCertain(dates)) return isInDoubt(dates, eventTime) ? 'unknown' : 'newer';
  const isEntered = storedAt !== undefined && Date.parse(eventTime) < storedAt.getTime();
  return isEntered ? 'unknown' : 'newer';
}

// What a person has entered was made before it was set back for another, which is when that one was taken.
const isInDoubt = ({ unsure, takenAt = '' }: SecretDates, eventTime: string): boolean =>
  unsure === true && Date.parse(eventTime) < Date.parse(takenAt);

/**
 * Dates of the secret that a message has brought.
 * @param unsure whether the secret before it may be the newer one: then this one ends a week after that was made, which
 *   was after this one; it is due at once, and the next rotation brings a secret with certain dates
 */
export function datesOfMessage(
  message: Pick<
    NewSecretMessage,
    'eventTime' | 'dated' | 'expiresAt' | 'previousExpiresAt' | 'notificationId'
  >,
  takenAt: Date,
  unsure: boolean,
): SecretDates {
  const { eventTime: createdAt, dated, previousExpiresAt, notificationId } = message;
  const soonest = new Date(Date.parse(createdAt) + PREVIOUS_MS).toISOString();
  return {
    createdAt,
    expiresAt: unsure ? soonest : message.expiresAt,
    previousExpiresAt,
    notificationId,
    takenAt: takenAt.toISOString(),
    dated,
    ...(unsure && { unsure }),
  };
}

/** Whether a message is older than the secret that is stored, or than the one that is just being stored. */
export const isLate = ({ createdAt, arriving = createdAt }: SecretDates, eventTime: string): boolean =>
  Date.parse(eventTime) < Date.parse(arriving ?? '');
