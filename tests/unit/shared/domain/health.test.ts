import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type Cause, type Expiry, type Health, judgeHealth, type News } from '#shared/domain/health.ts';
import { NOW } from '../../../support/fakes/clock.ts';

const DAY_MS = 24 * 60 * 60_000;
const onDay = (day: number) => new Date(Date.parse(NOW) + day * DAY_MS);
const timeOn = (day: number) => onDay(day).toISOString();

const aCause = (changes: Partial<Cause> = {}): Cause => ({
  check: 'CheckClient',
  error: 'ClientSecretRejected',
  what: 'Login with Amazon answered invalid_client.',
  remedy: 'Enter the secret again.',
  ...changes,
});
const revoked = aCause({ check: 'CallSellingPartnerApi (us)', error: 'AuthorizationRevoked' });

interface Found {
  causes?: Cause[];
  expiries?: Expiry[];
}

/** One check after the other, each with the health that the one before has stored. */
function checks(days: [day: number, found?: Found][]): { day: number; health: Health; news: News[] }[] {
  let before: Health | undefined;
  return days.map(([day, { causes = [], expiries = [] } = {}]) => {
    const { health, news } = judgeHealth(before, { causes, expiries }, onDay(day));
    before = health;
    return { day, health, news };
  });
}

const lastOf = (days: [day: number, found?: Found][]) => checks(days).at(-1);
const kindsByDay = (days: [day: number, found?: Found][]) =>
  checks(days).flatMap(({ day, news }) => news.map(({ kind }) => [day, kind]));
const bad = { causes: [aCause()] };

describe('a first check', () => {
  it('that finds nothing is good, and no news', () => {
    const { health, news } = judgeHealth(undefined, { causes: [], expiries: [] }, onDay(0));

    expect(news).toEqual([]);
    expect(health).toEqual({
      state: 'good',
      since: NOW,
      checkedAt: NOW,
      causes: [],
      fingerprint: '',
      expiries: [],
      toldDays: {},
    });
  });

  it('that finds trouble tells of it', () => {
    const { health, news } = judgeHealth(undefined, { ...bad, expiries: [] }, onDay(0));

    expect(news).toEqual([{ kind: 'bad', causes: [aCause()], since: NOW }]);
    expect(health).toEqual({
      state: 'bad',
      since: NOW,
      checkedAt: NOW,
      causes: [aCause()],
      fingerprint: expect.stringMatching(/^[\w-]{16}$/),
      expiries: [],
      toldAt: NOW,
      toldDays: {},
    });
  });
});

describe('trouble that lasts', () => {
  it('is not told again on the next day, and keeps when it began', () => {
    const second = lastOf([
      [0, bad],
      [1, bad],
    ]);

    expect(second?.news).toEqual([]);
    expect(second?.health).toMatchObject({ state: 'bad', since: NOW, checkedAt: timeOn(1), toldAt: NOW });
  });

  it('makes one message and one reminder a week, in thirty days five', () => {
    const days = Array.from({ length: 30 }, (_, day): [number, Found] => [day, bad]);

    expect(kindsByDay(days)).toEqual([
      [0, 'bad'],
      [7, 'still-bad'],
      [14, 'still-bad'],
      [21, 'still-bad'],
      [28, 'still-bad'],
    ]);
  });

  it('reminds with the causes and the day on which it began', () => {
    const reminded = lastOf([
      [0, bad],
      [7, bad],
    ]);

    expect(reminded?.news).toEqual([{ kind: 'still-bad', causes: [aCause()], since: NOW }]);
    expect(reminded?.health).toMatchObject({ since: NOW, toldAt: timeOn(7) });
  });

  it('reminds at the next check when the one of the seventh day was left out', () => {
    const days: [number, Found][] = [0, 6, 9, 15, 16].map((day) => [day, bad]);

    expect(kindsByDay(days)).toEqual([
      [0, 'bad'],
      [9, 'still-bad'],
      [16, 'still-bad'],
    ]);
  });
});

describe('trouble that changes', () => {
  const other = { causes: [revoked] };

  it('is told with its new causes, and keeps when it began', () => {
    const changed = lastOf([
      [0, bad],
      [3, other],
    ]);

    expect(changed?.news).toEqual([{ kind: 'changed', causes: [revoked], since: NOW }]);
    expect(changed?.health).toMatchObject({ causes: [revoked], since: NOW, toldAt: timeOn(3) });
  });

  it('is reminded of a week after the change', () => {
    const days: [number, Found][] = [[0, bad], ...[3, 7, 9, 10].map((day): [number, Found] => [day, other])];

    expect(kindsByDay(days)).toEqual([
      [0, 'bad'],
      [3, 'changed'],
      [10, 'still-bad'],
    ]);
  });

  it.each([
    ['one cause more', [aCause(), revoked]],
    ['another error of the same check', [aCause({ error: 'MissingParameter' })]],
    ['the same error of another check', [aCause({ check: 'CheckOther' })]],
    ['one root cause of two', [aCause({ id: 'lwa-client-secret-wrong' }), revoked]],
  ])('by %s is told', (_, causes) => {
    expect(
      kindsByDay([
        [0, bad],
        [1, { causes }],
      ]),
    ).toEqual([
      [0, 'bad'],
      [1, 'changed'],
    ]);
  });

  const secret = (id?: string, confidence?: Cause['confidence']) => ({
    causes: [aCause({ ...(id && { id }), ...(confidence && { confidence }) })],
  });

  it('by its root cause is told once, and how sure that is makes no difference', () => {
    expect(
      kindsByDay([
        [0, secret('lwa-client-secret-wrong', 'possible')],
        [1, secret('lwa-client-secret-wrong', 'certain')],
        [2, secret('lwa-secret-expired-180-days', 'certain')],
        [3, secret('lwa-secret-expired-180-days', 'certain')],
      ]),
    ).toEqual([
      [0, 'bad'],
      [2, 'changed'],
    ]);
  });

  it('that an earlier version stored, without root causes, is no change when they are known', () => {
    const stored: Health = {
      state: 'bad',
      since: NOW,
      checkedAt: NOW,
      causes: [aCause()],
      // Of "CheckClient ClientSecretRejected", as that version made it.
      fingerprint: createHash('sha256')
        .update('CheckClient ClientSecretRejected')
        .digest('base64url')
        .slice(0, 16),
      expiries: [],
      toldAt: NOW,
      toldDays: {},
    };

    const { health, news } = judgeHealth(
      stored,
      { ...secret('lwa-client-secret-wrong'), expiries: [] },
      onDay(1),
    );

    expect(news).toEqual([]);
    expect(health.fingerprint).not.toBe(stored.fingerprint);
    expect(judgeHealth(health, { ...secret('other'), expiries: [] }, onDay(2)).news).toMatchObject([
      { kind: 'changed' },
    ]);
  });

  it('in its words alone is no news, and the new words are kept', () => {
    const reworded = aCause({ what: 'Request id 2.', remedy: 'Another one.' });

    const second = lastOf([
      [0, bad],
      [1, { causes: [reworded] }],
    ]);

    expect(second?.news).toEqual([]);
    expect(second?.health.causes).toEqual([reworded]);
  });

  it('in the order of its causes alone is no news', () => {
    const second = lastOf([
      [0, { causes: [aCause(), revoked] }],
      [1, { causes: [revoked, aCause()] }],
    ]);

    expect(second?.news).toEqual([]);
  });
});

describe('a recovery', () => {
  it('is told once, with the day on which the trouble began', () => {
    const [, recovered, after] = checks([[0, bad], [2], [3]]);

    expect(recovered?.news).toEqual([{ kind: 'recovered', since: NOW }]);
    expect(recovered?.health).toEqual({
      state: 'good',
      since: timeOn(2),
      checkedAt: timeOn(2),
      causes: [],
      fingerprint: '',
      expiries: [],
      toldDays: {},
    });
    expect(after?.news).toEqual([]);
    expect(after?.health.since).toBe(timeOn(2));
  });

  it('ends the trouble, so that the next one is told at once', () => {
    const again = lastOf([[0, bad], [1], [2, bad]]);

    expect(again?.news).toEqual([{ kind: 'bad', causes: [aCause()], since: timeOn(2) }]);
    expect(again?.health).toMatchObject({ since: timeOn(2), toldAt: timeOn(2) });
  });
});
