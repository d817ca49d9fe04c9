import { describe, expect, it } from '@jest/globals';
import { authorizationEnds, whyRenew } from '#shared/domain/renewal.ts';

const AUTHORIZED = '2026-01-01T10:00:00.000Z';
const at = (time: string) => new Date(time);

it('an authorization should be renewed a year after it was given', () => {
  expect(authorizationEnds(AUTHORIZED)).toBe('2027-01-01T10:00:00.000Z');
});

describe('an authorization', () => {
  it.each([
    ['2026-11-27T09:59:59.999Z', undefined],
    [
      '2026-11-27T10:00:00.000Z',
      'The authorization is of 2026-01-01 10:00 UTC; Amazon asks for a new one within a year.',
    ],
  ])('on %s is renewed because: %s', (now, why) => {
    expect(whyRenew({}, AUTHORIZED, at(now))).toBe(why);
  });

  it.each([
    ['2026-01-01T09:59:59.999Z', undefined],
    [AUTHORIZED, undefined],
    [
      '2026-01-01T10:00:00.001Z',
      'A data access role was added on 2026-01-01 10:00 UTC; the refresh token of 2026-01-01 10:00 UTC does not have it.',
    ],
  ])('of an application that got a role on %s is renewed because: %s', (tokensSince, why) => {
    expect(whyRenew({ tokensSince }, AUTHORIZED, at('2026-02-01T00:00:00Z'))).toBe(why);
  });
});
