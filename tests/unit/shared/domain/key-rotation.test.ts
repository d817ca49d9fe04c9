import { describe, expect, it } from '@jest/globals';
import { dueRotation } from '#shared/domain/key-rotation.ts';

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
