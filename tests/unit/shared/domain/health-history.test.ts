import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cause } from '#shared/domain/health.ts';
import {
  addCheck,
  type CheckedDay,
  HISTORY_DAYS,
  lastDays,
  packHistory,
  unpackHistory,
} from '#shared/domain/health-history.ts';
import { MOST_BYTES } from '#shared/domain/parameter-limit.ts';
import { DAY_MS } from '#shared/domain/times.ts';

const START = Date.UTC(2027, 0, 1, 6);
const onDay = (day: number) => new Date(START + day * DAY_MS);
const cause = (error: string, check = 'CheckClient'): Cause => ({ check, error, what: 'w', remedy: 'r' });

/** Checks on these days, each with what it found. */
const checked = (checks: [number, Cause[]][]): CheckedDay[] =>
  checks.reduce<CheckedDay[]>(
    (days, [day, causes]) => unpackHistory(packHistory(addCheck(days, causes, onDay(day)))),
    [],
  );

describe('the history of checks', () => {
  it('has a day for each of the last 90, and forgets what is older', () => {
    const days = checked([
      [0, []],
      [1, [cause('ClientSecretRejected')]],
      [90, []],
    ]);

    expect(days).toHaveLength(HISTORY_DAYS);
    expect([days[0], days[1], days.at(-1)]).toEqual([
      { day: '2027-01-02', state: 'bad', failure: 'CheckClient: ClientSecretRejected' },
      { day: '2027-01-03', state: 'not-checked' },
      { day: '2027-04-01', state: 'good' },
    ]);
  });

  it('keeps the failure of a day on which a later check found nothing', () => {
    const failed: [number, Cause[]] = [0, [cause('ClientSecretRejected')]];

    expect(checked([[0, []], failed, [0, []]]).at(-1)?.state).toBe('bad');
    expect(checked([failed, [0, [cause('AccessDenied')]]]).at(-1)?.failure).toBe('CheckClient: AccessDenied');
  });

  it('is one character a day, and the words of each failure once', () => {
    const bad = [cause('ClientSecretRejected')];
    const text = packHistory(
      lastDays(
        checked([
          [0, bad],
          [1, bad],
          [3, []],
        ]),
        onDay(3),
      ).slice(-5),
    );

    expect(JSON.parse(text)).toEqual({
      until: '2027-01-04',
      days: '-00-g',
      failures: ['CheckClient: ClientSecretRejected'],
    });
  });

  it('is moved on to today where it is old', () => {
    const days = lastDays(checked([[0, []]]), onDay(89));

    expect([days[0], days.at(-1)]).toEqual([
      { day: '2027-01-01', state: 'good' },
      { day: '2027-03-31', state: 'not-checked' },
    ]);
  });

  it('is empty where it is missing, or not of this form', () => {
    for (const text of [undefined, '', 'x', '{}', '{"until":"x","days":"g","failures":[]}'])
      expect(unpackHistory(text)).toEqual([]);
  });

  it('fits a parameter whatever fails, and reads back as it was written but for words that were cut', () => {
    const state = fc.constantFrom('good', 'bad', 'not-checked');
    const failure = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(fc.array(fc.tuple(state, failure), { minLength: 90, maxLength: 90 }), (found) => {
        const days = lastDays([], onDay(89)).map((one, i): CheckedDay => {
          const [is = 'good', words = ''] = found[i] ?? [];
          return { day: one.day, state: is, ...(is === 'bad' && { failure: words }) };
        });

        const text = packHistory(days);

        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
        expect(unpackHistory(text).map(({ day, state: is }) => [day, is])).toEqual(
          days.map(({ day, state: is }) => [day, is]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the words of 36 failures in 90 days, those of the newest', () => {
    const days = lastDays([], onDay(89)).map(
      ({ day }, i): CheckedDay => ({ day, state: 'bad', failure: `f${i}` }),
    );

    const read = unpackHistory(packHistory(days));

    expect(read.slice(-37).map(({ failure }) => failure)).toEqual([
      undefined,
      ...Array.from({ length: 36 }, (_, i) => `f${54 + i}`),
    ]);
  });
});
