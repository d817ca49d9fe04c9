import { describe, expect, it } from '@jest/globals';
import { DAY_MS } from '#shared/domain/times.ts';
import { InvalidInput, MissingParameter } from '#shared/errors/broken.ts';
import { ClientSecretRejected } from '#shared/errors/refused.ts';
import { ApplicationBusy } from '#shared/errors/retryable.ts';
import { storeClientSecret } from '#shared/tasks/store-client-secret.ts';
import { CALL_MS, takeTurn } from '#shared/tasks/turns.ts';
import { newSecretMessage } from '../../../support/client-secrets.ts';
import { allLike, crashEverywhere } from '../../../support/crash.ts';
import { NOW } from '../../../support/fakes/clock.ts';
import { FAKE_CLIENT_ID, FAKE_CLIENT_SECRET } from '../../../support/fakes/lwa.ts';
import { type FakeServices, fakeServices } from '../../../support/fakes/services.ts';
import { deliver } from '../../../support/secret-queue.ts';
import { APP, errorOf, PATHS, seedClient } from '../../../support/subjects.ts';

const NEW = 'amzn1.oa2-cs.v1.FAKE_NEW_SECRET';
const QUEUED = 'amzn1.oa2-cs.v1.FAKE_QUEUED_SECRET';

function setUp() {
  const services = fakeServices();
  seedClient(services.parameters);
  services.lwa.addSecret(NEW);
  services.lwa.addSecret(QUEUED);
  return services;
}

const stateOf = ({ parameters }: FakeServices) => ({
  stored: parameters.valueOf(PATHS.lwa.clientSecret),
  previous: parameters.valueOf(PATHS.lwa.previousClientSecret),
  dates: parameters.json(PATHS.lwa.secretDates),
});
const UNCHANGED = { stored: FAKE_CLIENT_SECRET, previous: undefined, dates: null };
const STORED = {
  stored: NEW,
  previous: FAKE_CLIENT_SECRET,
  dates: {
    createdAt: NOW,
    expiresAt: '2027-06-30T00:00:00.000Z',
    previousExpiresAt: '2027-01-08T00:00:00.000Z',
    dated: 'here',
  },
};
const queued = (eventTime: string) =>
  newSecretMessage({ clientId: FAKE_CLIENT_ID, secret: QUEUED, eventTime, notificationId: 'queued' });
const store = (services: FakeServices, clientSecret = NEW) =>
  storeClientSecret(services, APP, { clientSecret });

describe('a client secret that was rotated by hand', () => {
  it('is proved and stored with its dates, and the former one kept', async () => {
    const services = setUp();

    expect(await store(services)).toBe('stored');

    expect(stateOf(services)).toEqual(STORED);
    expect(services.parameters.all()[PATHS.lwa.clientSecret]?.type).toBe('SecureString');
  });

  it('that is stored already changes nothing', async () => {
    const services = setUp();

    expect(await store(services, FAKE_CLIENT_SECRET)).toBe('kept');

    expect(stateOf(services)).toEqual(UNCHANGED);
  });

  it.each([
    ['Login with Amazon refuses', 'amzn1.oa2-cs.v1.FAKE_UNKNOWN', ClientSecretRejected],
    ['has not the form of one', 'with<mark', InvalidInput],
  ])('that %s changes nothing', async (_, clientSecret, expected) => {
    const services = setUp();

    const error = await errorOf(store(services, clientSecret));

    expect(error).toBeInstanceOf(expected);
    expect(error.message).not.toContain(clientSecret);
    expect(stateOf(services)).toEqual(UNCHANGED);
  });

  it('is of no use to an application that has none', async () => {
    expect(await errorOf(store(fakeServices()))).toBeInstanceOf(MissingParameter);
  });

  it('waits for one that comes by the queue at this moment', async () => {
    const services = setUp();
    await takeTurn(services, { appName: APP, turn: 'client-secret', holder: 'message', untilMs: 90_000 });

    expect(await errorOf(store(services))).toBeInstanceOf(ApplicationBusy);

    expect(stateOf(services)).toEqual(UNCHANGED);
  });

  it('stays as the previous one where one of Amazon was under way, and is rotated again within a week', async () => {
    const services = setUp();
    await store(services);

    const { outcome } = await deliver(services, queued('2026-12-31T00:00:00.000Z'));

    expect(outcome).toBe(`${APP}: taken`);
    expect(stateOf(services)).toEqual({
      stored: QUEUED,
      previous: NEW,
      dates: {
        createdAt: '2026-12-31T00:00:00.000Z',
        expiresAt: '2027-01-07T00:00:00.000Z',
        previousExpiresAt: '2027-01-07T00:00:00.000Z',
        notificationId: 'queued',
        takenAt: NOW,
        dated: 'amazon',
        unsure: true,
      },
    });
  });

  it('stays the current one where Amazon refuses what was under way', async () => {
    const services = setUp();
    await store(services);
    services.lwa.endSecret(QUEUED);

    const error = await errorOf(deliver(services, queued('2026-12-31T00:00:00.000Z')));

    expect(error).toBeInstanceOf(ClientSecretRejected);
    expect(stateOf(services)).toEqual(STORED);
  });

  it.each([
    ['three days ahead', 3],
    ['three days behind', -3],
  ])('at a computer whose clock is %s gives way to one that Amazon makes a day later', async (_, days) => {
    const services = setUp();
    const computer = { now: () => new Date(services.clock.now().getTime() + days * DAY_MS) };
    await store({ ...services, clock: { ...services.clock, ...computer } });
    services.clock.advance(DAY_MS);

    const { outcome } = await deliver(services, queued('2027-01-01T23:59:00.000Z'));

    expect(outcome).toBe(`${APP}: taken`);
    expect(stateOf(services)).toMatchObject({
      stored: QUEUED,
      previous: NEW,
      dates: { createdAt: '2027-01-01T23:59:00.000Z', expiresAt: '2027-06-30T23:59:00.000Z' },
    });
    expect(stateOf(services).dates).not.toHaveProperty('unsure');
  });

  it("has the time of Amazon's answer, whatever the clock here says", async () => {
    const services = setUp();
    services.lwa.setTime(NOW);
    services.clock.advance(3 * DAY_MS);

    await store(services);

    expect(stateOf(services)).toEqual(STORED);
  });

  it('is stored by one of two commands at once', async () => {
    const services = setUp();
    const both = await Promise.allSettled([store(services), store(services, QUEUED)]);

    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(stateOf(services)).toEqual(STORED);
  });

  it('is stored by the next try where the first is interrupted at any call', async () => {
    const given = () => {
      const services = setUp();
      services.lwa.setTime(NOW);
      return services;
    };
    const { clean, recovered } = await crashEverywhere(given, store, stateOf, ({ clock }) =>
      clock.advance(CALL_MS),
    );

    expect(clean).toEqual(STORED);
    expect(recovered).toEqual(allLike(clean, recovered));
  });
});
