import { expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { MissingParameter } from '#shared/errors/broken.ts';
import { ClientSecretRejected, ClockOff } from '#shared/errors/refused.ts';
import { LwaUnavailable } from '#shared/errors/retryable.ts';
import { checkClient } from '../../../functions/check-client/check-client.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { FAKE_CLIENT_ID, FAKE_CLIENT_SECRET } from '../../support/fakes/lwa.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { APP, errorOf, PATHS, seedClient } from '../../support/subjects.ts';

const INPUT = { appName: APP };

function given() {
  const services = fakeServices();
  seedClient(services.parameters);
  return services;
}

it('proves the stored client without an authorization, and writes nothing', async () => {
  const services = given();

  expect(await checkClient(services, INPUT)).toEqual({ provedAt: NOW });
  expect(methodsOf(services.lwa)).toEqual(['proveClient']);
  expect(methodsOf(services.parameters)).toEqual(['getSecrets']);
});

it.each([
  ['2027-01-01T00:00:00Z', 0],
  ['2026-12-31T23:58:00Z', 120],
  ['2027-01-01T00:02:00Z', -120],
])('says how far the clock is off when Amazon answers at %s', async (time, clockOffsetSeconds) => {
  const services = given();
  services.lwa.setTime(time);

  expect(await checkClient(services, INPUT)).toEqual({ provedAt: NOW, clockOffsetSeconds });
});

it.each([
  ['2026-12-31T23:57:59Z', "The clock here is 121 seconds ahead of Amazon's."],
  ['2027-01-01T00:10:00Z', "The clock here is 600 seconds behind Amazon's."],
])('warns of a clock that is far off, with Amazon at %s', async (time, what) => {
  const services = given();
  services.lwa.setTime(time);

  const error = await errorOf(checkClient(services, INPUT));

  expect(error).toBeInstanceOf(ClockOff);
  expect(error.what).toBe(what);
});

it.each([
  ['id', { [PATHS.lwa.clientSecret]: new Sensitive(FAKE_CLIENT_SECRET) }],
  ['secret', { [PATHS.lwa.clientId]: FAKE_CLIENT_ID }],
  ['id and secret', {}],
])('says that the client %s is not stored, and asks Amazon nothing', async (_, stored) => {
  const services = fakeServices();
  services.parameters.seed(APP, stored);

  const error = await errorOf(checkClient(services, INPUT));

  expect(error).toBeInstanceOf(MissingParameter);
  expect([error.what, error.remedy]).toEqual([
    `The LWA client id and secret of ${APP} are not in Parameter Store.`,
    'Start create-private-app for this application again; it asks for them.',
  ]);
  expect(services.lwa.calls).toEqual([]);
});

it('throws on that Amazon rejects the secret, without the secret', async () => {
  const services = given();
  services.lwa.expireSecret();

  const error = await errorOf(checkClient(services, INPUT));

  expect(error).toBeInstanceOf(ClientSecretRejected);
  expect(JSON.stringify([error.message, error])).not.toContain(FAKE_CLIENT_SECRET);
});

it('throws on that Login with Amazon is not there', async () => {
  const services = given();
  const down = new LwaUnavailable({ what: '503', remedy: 'Wait.' });
  services.lwa.failNext('proveClient', down);

  expect(await errorOf(checkClient(services, INPUT))).toBe(down);
});
