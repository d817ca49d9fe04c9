import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { recordHealth } from '../../../functions/record-health/record-health.ts';
import { Input } from '../../../functions/record-health/schema.ts';
import { thrown } from '../../support/failures.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { APP, anAuthorization, PATHS } from '../../support/subjects.ts';

const DAY_MS = 24 * 60 * 60_000;
const daysAgo = (days: number) => new Date(Date.parse('2027-01-01T00:00:00Z') - days * DAY_MS).toISOString();
const ACCOUNTS = [anAuthorization(), anAuthorization({ name: 'de', marketplace: 'DE' })];
const worked = (name: string, days: number) => ({ name, authorizedAt: daysAgo(days) });
const REVOKED = thrown('AuthorizationRevoked', 'Amazon said invalid_grant.\nWhat to do: Authorize again.');

const run = (services: FakeServices, input: object) =>
  recordHealth(services, z.parse(Input, { appName: APP, accounts: ACCOUNTS, ...input }));
const subjects = ({ topic }: FakeServices) => topic.messages.map(({ subject }) => subject);

describe('an authorization', () => {
  it('ends a year after its refresh token was stored', async () => {
    const services = fakeServices();

    await run(services, { authorizations: [worked('us', 10)] });

    const expiries = [{ name: 'authorization us', at: daysAgo(10 - 365) }];
    expect(services.parameters.json(PATHS.health)).toMatchObject({ expiries });
  });

  it('keeps its end while it fails, so that nobody is told of it twice', async () => {
    const services = fakeServices();
    const failed = { name: 'us', failure: { CallSellingPartnerApi: REVOKED } };

    await run(services, { authorizations: [worked('us', 360)] });
    await run(services, { authorizations: [failed] });
    await run(services, { authorizations: [worked('us', 360)] });

    expect(subjects(services)).toEqual([
      `[${APP}] authorization us is due for renewal in 5 days`,
      `[${APP}] no longer works: CallSellingPartnerApi (us): AuthorizationRevoked`,
      `[${APP}] works again`,
    ]);
  });

  it('is asked for again when it is old, under one name as long as it is', async () => {
    const services = fakeServices();
    const both = (days: number) => ({ authorizations: [worked('us', days), worked('de', 5)] });

    const [young, old] = [await run(services, both(329)), await run(services, both(330))];
    services.clock.advance(DAY_MS);
    const later = await run(services, both(330));

    expect([young, old, later].map(({ authorizeAgain }) => authorizeAgain)).toEqual([false, true, true]);
    expect(old.troubleKey).toMatch(/^20260205000000-[0-9a-f]{8}$/);
    expect(later.troubleKey).toBe(old.troubleKey);
  });

  it('is asked for again when a role was added after it', async () => {
    const accounts = [anAuthorization({ tokensSince: daysAgo(3) })];
    const askedWith = async (days: number) =>
      (await run(fakeServices(), { accounts, authorizations: [worked('us', days)] })).authorizeAgain;

    expect([await askedWith(4), await askedWith(2)]).toEqual([true, false]);
  });
});

it('nobody is asked for an authorization who is asked already', async () => {
  const waiting = [{ task: 'self-authorize-us', askedAt: daysAgo(1) }];
  const old = { authorizations: [worked('us', 340), worked('de', 5)], waiting };
  const bothOld = { authorizations: [worked('us', 340), worked('de', 340)], waiting };
  const revoked = { authorizations: [{ name: 'us', failure: { CallSellingPartnerApi: REVOKED } }], waiting };
  const asked = async (input: object) => (await run(fakeServices(), input)).authorizeAgain;

  expect([await asked(old), await asked(revoked), await asked(bothOld)]).toEqual([false, false, true]);
});

describe('an access key', () => {
  const key = (days: number, ours: boolean) => ({ createdAt: daysAgo(days), ours });

  it('that was adopted is told of before it is 90 days old; its age is kept', async () => {
    const services = fakeServices();

    const { keyRotation } = await run(services, { accessKeys: [key(83, false)] });

    expect(keyRotation).toBe('');
    expect(subjects(services)).toEqual([`[${APP}] access key will be 90 days old in 7 days`]);
    expect(services.topic.messages[0]?.body).toContain('spapi key store');
    expect(services.parameters.json(PATHS.health)).toMatchObject({ accessKeyCreatedAt: daysAgo(83) });
  });

  it('of ours is rotated when it is 90 days old, and its end is no news', async () => {
    const services = fakeServices();

    const { keyRotation } = await run(services, { accessKeys: [key(90, true), key(1, true)] });

    expect(keyRotation).toBe('20261003000000-12');
    expect(subjects(services)).toEqual([]);
  });

  it('whose rotation was interrupted is rotated however young', async () => {
    const { keyRotation } = await run(fakeServices(), {
      accessKeys: [key(1, true)],
      keyRotationSince: daysAgo(1),
    });

    expect(keyRotation).toBe('20261231000000-0');
  });
});

it('what waits for a person is kept and is no news', async () => {
  const services = fakeServices();
  const waiting = [{ task: 'self-authorize-us', askedAt: daysAgo(1) }];

  await run(services, { waiting });

  expect(services.parameters.json(PATHS.health)).toMatchObject({ state: 'good', waiting });
  expect(subjects(services)).toEqual([]);
});
