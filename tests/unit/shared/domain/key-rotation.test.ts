import { describe, expect, it } from '@jest/globals';
import { dueRotation, planSettling, RotationInput, type SettleRound } from '#shared/domain/key-rotation.ts';

const NOW = new Date('2027-01-01T00:00:00.000Z');
const daysOld = (days: number, ours = true) => ({
  createdAt: new Date(NOW.getTime() - days * 24 * 60 * 60_000).toISOString(),
  ours,
});

describe('a rotation of the access key', () => {
  it.each([
    ['no key', []],
    ['a key of 89 days', [daysOld(89)]],
    ['an adopted key of 400 days', [daysOld(400, false)]],
  ])('is not due with %s', (_, keys) => {
    expect(dueRotation(keys, undefined, NOW)).toBe('');
  });

  it('is due with a key of 90 days, under a name of its own each week', () => {
    const keys = [daysOld(90), daysOld(1)];
    const days = [0, 1, 2, 7, 8].map((day) => new Date(NOW.getTime() + day * 24 * 60 * 60_000));

    expect(days.map((day) => dueRotation(keys, undefined, day))).toEqual([
      '20261003000000-12',
      '20261003000000-13',
      '20261003000000-13',
      '20261003000000-13',
      '20261003000000-14',
    ]);
  });

  it('that was interrupted is due with a young key too', () => {
    expect(dueRotation([daysOld(1)], '2026-12-31T00:00:00.000Z', NOW)).toBe('20261231000000-0');
  });
});

describe('the wait for a new key to spread', () => {
  const lengths = (round: SettleRound | undefined): number[] =>
    round ? [round.seconds, ...lengths(round.next)] : [];

  it('takes 15 minutes unless somebody says otherwise, also that there is none', () => {
    const typed = [{}, { settleSeconds: 0 }, { settleSeconds: 86_400 }];

    expect(typed.map((more) => RotationInput.parse({ appName: 'acme', ...more }).settleSeconds)).toEqual([
      900, 0, 86_400,
    ]);
    expect(RotationInput.safeParse({ appName: 'acme', settleSeconds: 86_401 }).success).toBe(false);
  });

  it.each([
    [900, [180, 180, 180, 180, 180]],
    [899.2, [180, 180, 180, 180, 180]],
    [301, [61, 60, 60, 60, 60]],
    [300, [60, 60, 60, 60, 60]],
    [179, [90, 89]],
    [119, [119]],
    [1, [1]],
    [0, [0]],
    [-7, [0]],
  ])('of %d seconds ends each of its rounds with a proof', (seconds, rounds) => {
    expect(lengths(planSettling(seconds))).toEqual(rounds);
  });
});
