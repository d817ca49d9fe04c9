import type { ExpiryMessage } from './amazon-notification.ts';
import { isLate, type SecretDates } from './client-secret.ts';
import { DAY_MS } from './times.ts';

/**
 * What a notice of Amazon about the end of a client secret calls for. Amazon sends it 90, 60, 30, 15, 7 and 1 days before,
 * also for the secret that was replaced.
 * @param dates of the stored secret
 * @param daysBefore how many days before its end a secret is replaced
 * @returns `late`: it is about the previous secret; `early`: not due yet, the daily check comes back to it
 * Source: github.com/amzn/selling-partner-api-samples/issues/116
 */
export function judgeNotice(
  { eventTime, expiresAt }: Pick<ExpiryMessage, 'eventTime' | 'expiresAt'>,
  dates: SecretDates,
  daysBefore: number,
  now: Date,
): 'due' | 'early' | 'late' {
  if (isAboutPrevious(dates, eventTime, expiresAt)) return 'late';
  const ends = expiresAt ?? dates.expiresAt;
  if (!ends) return 'due';
  return Date.parse(ends) - now.getTime() <= daysBefore * DAY_MS ? 'due' : 'early';
}

// Where a person entered the secret, its dates are the latest possible, and it may end before.
function isAboutPrevious(dates: SecretDates, eventTime: string, expiresAt: string | undefined): boolean {
  const { notificationId, expiresAt: storedEnds = '', previousExpiresAt = '' } = dates;
  if (notificationId && isLate(dates, eventTime)) return true;
  if (!expiresAt) return false;
  const ends = Date.parse(expiresAt);
  if (ends <= Date.parse(previousExpiresAt)) return true;
  return notificationId !== undefined && ends < Date.parse(storedEnds) - DAY_MS;
}
