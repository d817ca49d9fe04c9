import { describe, expect, it } from '@jest/globals';
import { InvalidInput, MissingParameter } from '#shared/errors/broken.ts';
import { ClientSecretRejected } from '#shared/errors/refused.ts';
import { ApplicationBusy } from '#shared/errors/retryable.ts';
import { storeClientSecret } from '#shared/tasks/store-client-secret.ts';
import { takeTurn } from '#shared/tasks/turns.ts';
import { takeClientSecret } from '../../../../functions/take-client-secret/take-client-secret.ts';
import { newSecretMessage } from '../../../support/client-secrets.ts';
import { allLike, crashEverywhere } from '../../../support/crash.ts';
import { NOW } from '../../../support/fakes/clock.ts';
import { FAKE_CLIENT_ID, FAKE_CLIENT_SECRET } from '../../../support/fakes/lwa.ts';
import { type FakeServices, fakeServices } from '../../../support/fakes/services.ts';
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
  },
};
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

  it('is not replaced by an older one that comes late by the queue', async () => {
    const services = setUp();
    await store(services);

    const message = newSecretMessage({
      ...{ clientId: FAKE_CLIENT_ID, secret: QUEUED, notificationId: 'late' },
      eventTime: '2026-12-31T00:00:00.000Z',
    });
    const { outcome } = await takeClientSecret(services, message);

    expect(outcome).toBe(`${APP}: late`);
    expect(stateOf(services)).toEqual(STORED);
  });

  it('is stored by the next try where the first is interrupted at any call', async () => {
    const { clean, recovered } = await crashEverywhere(setUp, store, stateOf);

    expect(clean).toEqual(STORED);
    expect(recovered).toEqual(allLike(clean, recovered));
  });
});
