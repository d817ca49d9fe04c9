import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { ClientSecretRejected } from '#shared/errors/refused.ts';
import { LwaUnavailable } from '#shared/errors/retryable.ts';
import { FAKE_CLIENT_SECRET } from '../../support/fakes/lwa.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { pathsOf } from '../../support/installation.ts';
import { deliver } from '../../support/secret-queue.ts';
import { APP, errorOf, PATHS, seedClient } from '../../support/subjects.ts';

const NEW = 'FAKE_NEW_SECRET';
const OTHER = { appName: 'other', clientId: 'amzn1.other', paths: pathsOf('other').lwa };
const HOUR_MS = 3_600_000;

const nameless = { payload: { applicationOAuthClientNewSecret: { newClientSecret: NEW } } };

/** Two applications with a client each; the new secret is of the second. */
function setUp() {
  const services = fakeServices();
  seedClient(services.parameters);
  services.parameters.seed(OTHER.appName, {
    [OTHER.paths.clientId]: OTHER.clientId,
    [OTHER.paths.clientSecret]: new Sensitive('FAKE_OTHER'),
  });
  services.lwa.addSecret('FAKE_OTHER', OTHER.clientId);
  return services;
}

describe('a new client secret whose message names no client', () => {
  it('is stored for the application with whose client id Login with Amazon accepts it, and for no other', async () => {
    const services = setUp();
    services.lwa.addSecret(NEW, OTHER.clientId);

    const handled = await deliver(services, nameless);

    expect(handled).toMatchObject({ clientId: OTHER.clientId, outcome: 'other: taken' });
    expect(services.parameters.valueOf(OTHER.paths.clientSecret)).toBe(NEW);
    expect(services.parameters.valueOf(OTHER.paths.previousClientSecret)).toBe('FAKE_OTHER');
    expect(services.parameters.valueOf(PATHS.lwa.clientSecret)).toBe(FAKE_CLIENT_SECRET);
    expect([services.deadLetters.bodies, services.topic.messages]).toEqual([[], []]);
  });

  it('is taken once, however often the message comes', async () => {
    const services = setUp();
    services.lwa.addSecret(NEW, OTHER.clientId);

    await deliver(services, nameless);
    const { outcome } = await deliver(services, nameless);

    expect(outcome).toBe('other: duplicate');
    expect(Object.values(services.executions.started)).toEqual([{ appName: 'other' }]);
  });

  it('stays in the queue while Login with Amazon does not answer', async () => {
    const services = setUp();
    services.lwa.failNext('proveClient', new LwaUnavailable({ what: 'down', remedy: 'wait' }));

    expect(await errorOf(deliver(services, nameless))).toBeInstanceOf(LwaUnavailable);
    expect(services.deadLetters.bodies).toEqual([]);
  });

  it('is put aside where it is refused for every application for an hour, and people are told', async () => {
    const services = setUp();
    const sentAt = services.clock.now();
    const error = await errorOf(deliver(services, nameless, sentAt));
    services.clock.advance(HOUR_MS);

    const handled = await deliver(services, nameless, sentAt);

    expect(error).toBeInstanceOf(ClientSecretRejected);
    expect(handled).toMatchObject({ kind: 'nameless-secret', outcome: 'put aside: nameless' });
    expect(services.deadLetters.bodies).toEqual([JSON.stringify(nameless)]);
    const [told, ...more] = services.topic.messages;
    expect(more).toEqual([]);
    expect(told?.subject).toBe('[client secrets] A client secret came without a client id');
    expect(told?.body).toContain('run this for the application: spapi secret store NAME\n');
    expect(told?.body).toMatch(
      /\nThe old secret works until \d{4}-\d\d-\d\d \d\d:\d\d UTC at the latest\.\n/,
    );
    expect(JSON.stringify([told, handled])).not.toContain(NEW);
    expect(services.parameters.valueOf(PATHS.lwa.clientSecret)).toBe(FAKE_CLIENT_SECRET);
  });

  it('waits for an application that is registered within the hour', async () => {
    const services = fakeServices();
    const sentAt = services.clock.now();
    const error = await errorOf(deliver(services, nameless, sentAt));
    seedClient(services.parameters);
    services.lwa.addSecret(NEW);

    const { outcome } = await deliver(services, nameless, sentAt);

    expect(error).toBeInstanceOf(ClientSecretRejected);
    expect(outcome).toBe(`${APP}: taken`);
  });
});
