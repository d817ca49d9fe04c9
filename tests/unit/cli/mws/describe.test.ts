import { expect, it } from '@jest/globals';
import { MWS_OPERATIONS } from '#shared/mws/mws.ts';
import { rateWords } from '../../../../cli/mws/describe.ts';

it('a slow rate is said as the time between two calls, a fast one as calls a second', () => {
  expect(rateWords({ rate: 0.0056, burst: 20 })).toBe('one every 179 s, at most 20 at once');
  expect(rateWords({ rate: 5 })).toBe('5 a second');
});

it('no note about an operation of MWS says a rate in other words', () => {
  expect(
    MWS_OPERATIONS.map(({ note }) => note).filter((note) => /one (per|every) [\d.]+ ?s/.test(note)),
  ).toEqual([]);
});
