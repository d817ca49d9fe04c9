import { expect, it } from '@jest/globals';
import { EXPIRY_DAYS, type Expiry, type Health, judgeHealth } from '#shared/domain/health.ts';
import { NOW } from '../../../support/fakes/clock.ts';

const DAY_MS = 24 * 60 * 60_000;
const onDay = (day: number) => new Date(Date.parse(NOW) + day * DAY_MS);
const endingOn = (day: number, name = 'client secret'): Expiry => ({ name, at: onDay(day).toISOString() });

/** What people are told, as [day of the check, what ends, days left]. */
function told(days: number[], expiriesOf: (day: number) => Expiry[]) {
  let before: Health | undefined;
  return days.flatMap((day) => {
    const { health, news } = judgeHealth(before, { causes: [], expiries: expiriesOf(day) }, onDay(day));
    before = health;
    return news.map((one) => (one.kind === 'expires' ? [day, one.expiry.name, one.days] : [day, one.kind]));
  });
}

const daily = (length: number) => Array.from({ length }, (_, day) => day);

it('people are told 30, 14, 7, 3 and 1 days before something ends, and not after it', () => {
  expect(EXPIRY_DAYS).toEqual([30, 14, 7, 3, 1]);
  expect(told(daily(45), () => [endingOn(40)])).toEqual([
    [10, 'client secret', 30],
    [26, 'client secret', 14],
    [33, 'client secret', 7],
    [37, 'client secret', 3],
    [39, 'client secret', 1],
  ]);
});

it('checks several times a day tell once', () => {
  const hourly = Array.from({ length: 24 * 35 }, (_, hour) => hour / 24);

  expect(told(hourly, () => [endingOn(32)]).map(([, , left]) => left)).toEqual([30, 14, 7, 3, 1]);
});

it('a day without a check is told of at the next one, with the days that are left', () => {
  expect(told([0, 11, 20, 21, 30, 39], () => [endingOn(40)])).toEqual([
    [11, 'client secret', 29],
    [30, 'client secret', 10],
    [39, 'client secret', 1],
  ]);
});

it('several days of telling without a check become one message', () => {
  expect(told([0, 38, 38.5], () => [endingOn(40)])).toEqual([[38, 'client secret', 2]]);
});

it('a new end starts anew', () => {
  const renewed = (day: number) => [endingOn(day < 20 ? 30 : 50)];

  expect(told([0, 1, 19, 20, 21, 36], renewed)).toEqual([
    [0, 'client secret', 30],
    [19, 'client secret', 11],
    [20, 'client secret', 30],
    [36, 'client secret', 14],
  ]);
});

it.each([0, 1, 100])('what ended %d day(s) ago is no news', (ago) => {
  expect(told([200], () => [endingOn(200 - ago)])).toEqual([]);
});

it('what ends within the day has one day left', () => {
  expect(told([0], () => [endingOn(0.01)])).toEqual([[0, 'client secret', 1]]);
});

it('several that end are told each by itself', () => {
  const expiries = [endingOn(30), endingOn(14, 'authorization us'), endingOn(31, 'authorization vendor-de')];

  expect(told([0, 1], () => expiries)).toEqual([
    [0, 'client secret', 30],
    [0, 'authorization us', 14],
    [1, 'authorization vendor-de', 30],
  ]);
});

it('trouble and what ends are told in one check, the trouble first', () => {
  const cause = { check: 'CheckClient', error: 'ClientSecretRejected', what: 'No.', remedy: 'Fix it.' };

  const { news } = judgeHealth(undefined, { causes: [cause], expiries: [endingOn(3)] }, onDay(0));

  expect(news).toEqual([
    { kind: 'bad', causes: [cause], since: NOW },
    { kind: 'expires', expiry: endingOn(3), days: 3 },
  ]);
});

it('what was told is kept by what ends and when, and forgotten with it', () => {
  const secret = endingOn(13);
  const account = endingOn(5, 'authorization us');
  const first = judgeHealth(undefined, { causes: [], expiries: [secret, account] }, onDay(0)).health;

  const second = judgeHealth(first, { causes: [], expiries: [secret] }, onDay(1)).health;

  expect(first.toldDays).toEqual({
    [`client secret ${secret.at}`]: 14,
    [`authorization us ${account.at}`]: 7,
  });
  expect(second).toMatchObject({ expiries: [secret], toldDays: { [`client secret ${secret.at}`]: 14 } });
  expect(Object.keys(second.toldDays)).toEqual([`client secret ${secret.at}`]);
});
