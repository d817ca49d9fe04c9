import { describe, expect, it } from '@jest/globals';
import type { SecretDates } from '#shared/domain/client-secret.ts';
import { judgeNotice } from '#shared/domain/expiry-notice.ts';

const NOW = new Date('2027-01-01T00:00:00.000Z');
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000).toISOString();
const judge = (days: number | undefined, dates: SecretDates = {}, daysBefore = 14) =>
  judgeNotice(
    { eventTime: inDays(0), ...(days !== undefined && { expiresAt: inDays(days) }) },
    dates,
    daysBefore,
    NOW,
  );

/** The secret came by the queue 20 days ago, or 3 days ago. */
const ROTATED: SecretDates = {
  createdAt: inDays(-20),
  expiresAt: inDays(160),
  previousExpiresAt: inDays(-13),
  notificationId: 'id',
};
const FRESH: SecretDates = {
  createdAt: inDays(-3),
  expiresAt: inDays(177),
  previousExpiresAt: inDays(4),
  notificationId: 'id',
};

describe('a notice that a client secret ends', () => {
  it.each<[number, number, string]>([
    [90, 14, 'early'],
    [60, 14, 'early'],
    [30, 14, 'early'],
    [15, 14, 'early'],
    [7, 14, 'due'],
    [1, 14, 'due'],
    [30, 30, 'due'],
    [30, 29, 'early'],
  ])('in %i days is, with the setting of %i days, %s', (days, daysBefore, expected) => {
    expect(judge(days, {}, daysBefore)).toBe(expected);
  });

  it.each<[string, number, SecretDates, string]>([
    ['the secret that was replaced', 4, FRESH, 'late'],
    [
      'the secret that was replaced, where its end is not stored',
      4,
      { ...FRESH, previousExpiresAt: undefined },
      'late',
    ],
    ['a secret that ends before the stored one', 7, ROTATED, 'late'],
    ['the one replaced by hand', 5, { createdAt: inDays(-1), previousExpiresAt: inDays(6) }, 'late'],
    ['the stored one, entered by hand', 5, { createdAt: inDays(-90), expiresAt: inDays(90) }, 'due'],
    ['the stored one', 7, { ...ROTATED, expiresAt: inDays(7) }, 'due'],
  ])('about %s', (_, days, dates, expected) => {
    expect(judge(days, dates)).toBe(expected);
  });

  it.each<[string, SecretDates, string]>([
    ['the stored end is far', ROTATED, 'early'],
    ['the stored end is near', { ...ROTATED, expiresAt: inDays(7) }, 'due'],
    ['no end is known', {}, 'due'],
  ])('that does not say when is judged by the stored dates: %s', (_, dates, expected) => {
    expect(judge(undefined, dates)).toBe(expected);
  });
});
