import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import { ClientSecretRejected } from '#shared/errors/refused.ts';
import { AwsThrottled, LwaUnavailable } from '#shared/errors/retryable.ts';
import { takeClientSecret } from '../../../functions/take-client-secret/take-client-secret.ts';
import { expiryMessage, newSecretMessage } from '../../support/client-secrets.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { FAKE_CLIENT_ID, FAKE_CLIENT_SECRET } from '../../support/fakes/lwa.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { pathsOf } from '../../support/installation.ts';
import { APP, errorOf, PATHS, seedClient } from '../../support/subjects.ts';

const NEW = 'FAKE_NEW_SECRET';
const NEWER = 'FAKE_NEWER_SECRET';
const EARLIER = '2026-12-30T00:00:00.000Z';
const SAID = { what: 'said', remedy: 'do' };
const { clientSecret, previousClientSecret, secretDates, rotation } = PATHS.lwa;

/** An application whose client secrets all work, with the secret that a person has entered. */
function setUp() {
  const services = fakeServices();
  seedClient(services.parameters);
  services.lwa.addSecret(NEW);
  services.lwa.addSecret(NEWER);
  return services;
}

const message = (secret: string, eventTime = NOW, notificationId = `about ${secret}`) =>
  newSecretMessage({ clientId: FAKE_CLIENT_ID, secret, eventTime, notificationId });

const secretsOf = ({ parameters }: ReturnType<typeof setUp>) => ({
  stored: parameters.valueOf(clientSecret),
  previous: parameters.valueOf(previousClientSecret),
});

const startedBy = ({ executions }: ReturnType<typeof setUp>) => Object.values(executions.started);

/** Everything stored but whose turn it is. */
const kept = ({ parameters }: FakeServices) =>
  Object.fromEntries(Object.entries(parameters.all()).filter(([name]) => !name.includes('/turns/')));

describe('a new client secret', () => {
  it('is proved, stored with its dates, and the old one kept', async () => {
    const services = setUp();

    const handled = await takeClientSecret(services, message(NEW));

    expect(handled).toEqual({
      kind: 'new-secret',
      notificationId: `about ${NEW}`,
      clientId: FAKE_CLIENT_ID,
      outcome: `${APP}: taken`,
    });
    expect(secretsOf(services)).toEqual({ stored: NEW, previous: FAKE_CLIENT_SECRET });
    expect(services.parameters.all()[previousClientSecret]?.type).toBe('SecureString');
    expect(services.parameters.json(secretDates)).toEqual({
      createdAt: NOW,
      expiresAt: '2027-06-30T00:00:00.000Z',
      previousExpiresAt: '2027-01-08T00:00:00.000Z',
      notificationId: `about ${NEW}`,
      takenAt: NOW,
    });
  });

  it('that nobody asked for starts an execution that proves the authorizations and tells people', async () => {
    const services = setUp();

    await takeClientSecret(services, message(NEW));

    expect(startedBy(services)).toEqual([{ appName: APP }]);
  });

  it('that an execution waits for starts none', async () => {
    const services = setUp();
    const asked = { requestedAt: EARLIER, until: '2027-01-02T00:00:00.000Z' };
    services.parameters.seed(APP, { [rotation]: JSON.stringify(asked) });

    await takeClientSecret(services, message(NEW));

    expect(secretsOf(services).stored).toBe(NEW);
    expect(startedBy(services)).toEqual([]);
  });

  it('that comes after the wait was given up starts an execution too', async () => {
    const services = setUp();
    services.parameters.seed(APP, {
      [rotation]: JSON.stringify({ requestedAt: EARLIER, until: '2026-12-31T00:00:00.000Z' }),
    });

    await takeClientSecret(services, message(NEW));

    expect(startedBy(services)).toEqual([{ appName: APP }]);
  });

  it('is taken from any envelope, also without ids and dates, once', async () => {
    const services = setUp();
    const bare = { clientId: FAKE_CLIENT_ID, newClientSecret: NEW };
    const envelope = { Type: 'Notification', Message: JSON.stringify({ Payload: bare }) };

    await takeClientSecret(services, envelope);
    services.clock.advance(60_000);
    await takeClientSecret(services, envelope);

    expect(secretsOf(services)).toEqual({ stored: NEW, previous: FAKE_CLIENT_SECRET });
    expect(startedBy(services)).toHaveLength(1);
  });

  it('goes to every application that has the client id, and to no other', async () => {
    const services = setUp();
    const [same, other] = [pathsOf('acme-again').lwa, pathsOf('other').lwa];
    services.parameters.seed('acme-again', {
      [same.clientId]: FAKE_CLIENT_ID,
      [same.clientSecret]: new Sensitive(FAKE_CLIENT_SECRET),
    });
    services.parameters.seed('other', {
      [other.clientId]: 'amzn1.other',
      [other.clientSecret]: new Sensitive('FAKE_OTHER'),
    });

    const { outcome } = await takeClientSecret(services, message(NEW));

    expect(outcome).toBe(`acme-again: taken, ${APP}: taken`);
    expect(services.parameters.valueOf(same.clientSecret)).toBe(NEW);
    expect(services.parameters.valueOf(other.clientSecret)).toBe('FAKE_OTHER');
  });

  it('is taken though it is older when the stored one has ended', async () => {
    const services = setUp();
    await takeClientSecret(services, message(NEWER));
    services.lwa.endSecret(NEWER);

    const { outcome } = await takeClientSecret(services, message(NEW, EARLIER));

    expect(outcome).toBe(`${APP}: taken`);
    expect(secretsOf(services).stored).toBe(NEW);
  });
});

describe('nothing is changed by a message that', () => {
  it.each([
    ['is delivered twice', message(NEW)],
    ['tells the same under another id', message(NEW, NOW, 'another')],
  ])('%s', async (_, again) => {
    const services = setUp();
    await takeClientSecret(services, message(NEW));
    const before = kept(services);
    services.clock.advance(60_000);

    const { outcome } = await takeClientSecret(services, again);

    expect(outcome).toBe(`${APP}: duplicate`);
    expect(kept(services)).toEqual(before);
  });

  it('is overtaken by a newer one', async () => {
    const services = setUp();
    await takeClientSecret(services, message(NEWER));
    const before = kept(services);

    const { outcome } = await takeClientSecret(services, message(NEW, EARLIER));

    expect(outcome).toBe(`${APP}: late`);
    expect(kept(services)).toEqual(before);
  });

  it('is overtaken by a newer one that is just being stored', async () => {
    const services = setUp();
    services.parameters.seed(APP, {
      [secretDates]: JSON.stringify({ createdAt: '2026-12-01T00:00:00.000Z', arriving: NOW }),
    });

    const { outcome } = await takeClientSecret(services, message(NEW, EARLIER));

    expect(outcome).toBe(`${APP}: late`);
    expect(secretsOf(services)).toEqual({ stored: FAKE_CLIENT_SECRET, previous: undefined });
  });

  it('brings the replaced secret back with a newer time', async () => {
    const services = setUp();
    await takeClientSecret(services, message(NEW));
    const before = kept(services);

    const forged = message(FAKE_CLIENT_SECRET, '2027-01-01T00:05:00.000Z');
    const { outcome } = await takeClientSecret(services, forged);

    expect(outcome).toBe(`${APP}: late`);
    expect(kept(services)).toEqual(before);
  });

  it('brings a secret that does not work, and it stays in the queue', async () => {
    const services = setUp();
    const before = kept(services);

    const error = await errorOf(takeClientSecret(services, message('FAKE_FORGED')));

    expect(error).toBeInstanceOf(ClientSecretRejected);
    expect(kept(services)).toEqual(before);
    expect(startedBy(services)).toEqual([]);
  });

  it('is about something else, and it is put aside', async () => {
    const services = setUp();

    const handled = await takeClientSecret(services, { notificationType: 'ANY_OFFER_CHANGED', payload: {} });

    expect(handled).toEqual({
      kind: 'other',
      notificationType: 'ANY_OFFER_CHANGED',
      outcome: 'not about a client secret',
    });
    expect(services.parameters.calls).toEqual([]);
  });

  it('is about an application of somebody else', async () => {
    const services = setUp();
    const before = kept(services);
    const foreign = newSecretMessage({ clientId: 'amzn1.foreign', secret: NEW });

    const { outcome } = await takeClientSecret(services, foreign);

    expect(outcome).toBe('foreign');
    expect(kept(services)).toEqual(before);
    expect(services.lwa.calls).toEqual([]);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'hello'],
    ['a new secret without the secret', newSecretMessage({ clientId: FAKE_CLIENT_ID, secret: '' })],
  ])('is %s, and it stays in the queue', async (_, body) => {
    const services = setUp();

    const error = await errorOf(takeClientSecret(services, body));

    expect(error).toBeInstanceOf(UnexpectedReply);
    expect(error.message).not.toContain(NEW);
    expect(services.parameters.calls).toEqual([]);
  });
});

describe('trouble that passes', () => {
  it('leaves the message in the queue when Login with Amazon does not answer', async () => {
    const services = setUp();
    services.lwa.failNext('proveClient', new LwaUnavailable(SAID));

    const error = await errorOf(takeClientSecret(services, message(NEW)));

    expect(error).toBeInstanceOf(LwaUnavailable);
    expect(secretsOf(services)).toEqual({ stored: FAKE_CLIENT_SECRET, previous: undefined });
  });

  it('leaves the message in the queue when Parameter Store is busy, and the next delivery completes it', async () => {
    const services = setUp();
    services.parameters.failNext('put', new AwsThrottled(SAID));

    const error = await errorOf(takeClientSecret(services, message(NEW)));
    await takeClientSecret(services, message(NEW));

    expect(error).toBeInstanceOf(AwsThrottled);
    expect(secretsOf(services)).toEqual({ stored: NEW, previous: FAKE_CLIENT_SECRET });
  });
});

describe('a warning that the secret ends', () => {
  const warning = (eventTime = NOW) =>
    expiryMessage({
      clientId: FAKE_CLIENT_ID,
      eventTime,
      notificationId: 'warning',
      expiresAt: '2027-01-10T00:00:00.000Z',
    });

  it('starts the rotation once, under a name that no secret is in', async () => {
    const services = setUp();

    const outcomes = [
      await takeClientSecret(services, warning()),
      await takeClientSecret(services, warning()),
    ].map(({ outcome }) => outcome);

    expect(outcomes).toEqual([`${APP}: started`, `${APP}: started-before`]);
    expect(Object.entries(services.executions.started)).toEqual([
      [expect.stringMatching(/^notice-[0-9a-f]{40}$/), { appName: APP }],
    ]);
  });

  it('starts nothing when it is about an earlier secret', async () => {
    const services = setUp();
    await takeClientSecret(services, message(NEW));

    const { outcome } = await takeClientSecret(services, warning(EARLIER));

    expect(outcome).toBe(`${APP}: late`);
    expect(startedBy(services)).toHaveLength(1);
  });

  it('starts nothing while it is not due by the setting of the deployment', async () => {
    const services = { ...setUp(), rotateDaysBefore: 3 };

    const { outcome } = await takeClientSecret(services, warning());

    expect(outcome).toBe(`${APP}: early`);
    expect(startedBy(services)).toEqual([]);
  });

  it('counts though it is older than the time when a person entered the secret', async () => {
    const services = setUp();
    services.parameters.seed(APP, { [secretDates]: JSON.stringify({ createdAt: NOW }) });

    const { outcome } = await takeClientSecret(services, warning(EARLIER));

    expect(outcome).toBe(`${APP}: started`);
  });
});
