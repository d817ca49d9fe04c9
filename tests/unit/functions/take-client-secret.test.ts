import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { ClientSecretRejected } from '#shared/errors/refused.ts';
import { ApplicationBusy, AwsThrottled, LwaUnavailable } from '#shared/errors/retryable.ts';
import { expiryMessage, newSecretMessage } from '../../support/client-secrets.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { FAKE_CLIENT_ID, FAKE_CLIENT_SECRET } from '../../support/fakes/lwa.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { pathsOf } from '../../support/installation.ts';
import { deliver, sendThroughQueue } from '../../support/secret-queue.ts';
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

    const handled = await deliver(services, message(NEW));

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
      dated: 'amazon',
    });
  });

  it('that nobody asked for starts an execution that proves the authorizations and tells people', async () => {
    const services = setUp();

    await deliver(services, message(NEW));

    expect(startedBy(services)).toEqual([{ appName: APP }]);
  });

  it('that an execution waits for starts none', async () => {
    const services = setUp();
    const asked = { requestedAt: EARLIER, until: '2027-01-02T00:00:00.000Z' };
    services.parameters.seed(APP, { [rotation]: JSON.stringify(asked) });

    await deliver(services, message(NEW));

    expect(secretsOf(services).stored).toBe(NEW);
    expect(startedBy(services)).toEqual([]);
  });

  it('that comes after the wait was given up starts an execution too', async () => {
    const services = setUp();
    services.parameters.seed(APP, {
      [rotation]: JSON.stringify({ requestedAt: EARLIER, until: '2026-12-31T00:00:00.000Z' }),
    });

    await deliver(services, message(NEW));

    expect(startedBy(services)).toEqual([{ appName: APP }]);
  });

  it('is taken from any envelope, also without ids and dates, once', async () => {
    const services = setUp();
    const bare = { clientId: FAKE_CLIENT_ID, newClientSecret: NEW };
    const envelope = { Type: 'Notification', Message: JSON.stringify({ Payload: bare }) };

    await deliver(services, envelope);
    services.clock.advance(60_000);
    await deliver(services, envelope);

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

    const { outcome } = await deliver(services, message(NEW));

    expect(outcome).toBe(`acme-again: taken, ${APP}: taken`);
    expect(services.parameters.valueOf(same.clientSecret)).toBe(NEW);
    expect(services.parameters.valueOf(other.clientSecret)).toBe('FAKE_OTHER');
  });

  it('is taken though it is older when the stored one has ended', async () => {
    const services = setUp();
    await deliver(services, message(NEWER));
    services.lwa.endSecret(NEWER);

    const { outcome } = await deliver(services, message(NEW, EARLIER));

    expect(outcome).toBe(`${APP}: taken`);
    expect(secretsOf(services).stored).toBe(NEW);
  });
});

describe('a new client secret that works, older than the stored one', () => {
  it('is kept as the previous one', async () => {
    const services = setUp();
    await deliver(services, message(NEWER));
    const before = kept(services);

    const { outcome } = await deliver(services, message(NEW, EARLIER));

    expect(outcome).toBe(`${APP}: previous`);
    expect(kept(services)).toEqual({
      ...before,
      [previousClientSecret]: { ...before[previousClientSecret], value: NEW },
    });
    expect(startedBy(services)).toHaveLength(1);
  });

  it('is kept so too where Amazon says no time: that at which the queue got the message counts', async () => {
    const services = setUp();
    const sentAt = services.clock.now();
    services.clock.advance(60_000);
    await deliver(services, message(NEWER, '2027-01-01T00:01:00.000Z'));

    const { outcome } = await deliver(services, { clientId: FAKE_CLIENT_ID, newClientSecret: NEW }, sentAt);

    expect(outcome).toBe(`${APP}: previous`);
    expect(secretsOf(services)).toEqual({ stored: NEWER, previous: NEW });
  });

  it('stays beside a newer one that is just being stored', async () => {
    const services = setUp();
    const dates = { createdAt: '2026-12-01T00:00:00.000Z', arriving: NOW, dated: 'amazon' };
    services.parameters.seed(APP, {
      [secretDates]: JSON.stringify(dates),
      [previousClientSecret]: new Sensitive(FAKE_CLIENT_SECRET),
    });

    const outcomes = [message(NEW, EARLIER), message(NEWER)].map((one) => () => deliver(services, one));
    const [first, second] = [await outcomes[0]?.(), await outcomes[1]?.()];

    expect([first?.outcome, second?.outcome]).toEqual([`${APP}: previous`, `${APP}: taken`]);
    expect(secretsOf(services)).toEqual({ stored: NEWER, previous: NEW });
  });
});

describe("while a person's client secret may be the newest of all", () => {
  const LATER = '2026-12-30T00:05:00.000Z';
  const PERSONS = 'FAKE_PERSONS_SECRET';

  /** Amazon's two are under way when a person stores another one. */
  async function inDoubt(first: unknown) {
    const services = setUp();
    services.lwa.addSecret(PERSONS);
    services.parameters.seed(APP, { [clientSecret]: new Sensitive(PERSONS) });
    await deliver(services, first);
    return services;
  }

  it('a newer one of Amazon takes the place of the one before it, and the doubt stays', async () => {
    const services = await inDoubt(message(NEW, EARLIER));

    const { outcome } = await deliver(services, message(NEWER, LATER));

    expect(outcome).toBe(`${APP}: taken`);
    expect(secretsOf(services)).toEqual({ stored: NEWER, previous: PERSONS });
    expect(services.parameters.json(secretDates)).toMatchObject({
      createdAt: LATER,
      expiresAt: '2027-01-06T00:05:00.000Z',
      unsure: true,
    });
  });

  it('one without a time that was in the queue before does not end the doubt', async () => {
    const services = setUp();
    const sentAt = services.clock.now();
    services.clock.advance(60_000);
    services.parameters.seed(APP, { [clientSecret]: new Sensitive(PERSONS) });

    await deliver(services, { clientId: FAKE_CLIENT_ID, newClientSecret: NEW }, sentAt);

    expect(secretsOf(services)).toEqual({ stored: NEW, previous: PERSONS });
    expect(services.parameters.json(secretDates)).toMatchObject({ dated: 'here', unsure: true });
  });

  it('an older one of Amazon stays in the queue', async () => {
    const services = await inDoubt(message(NEWER, LATER));

    const error = await errorOf(deliver(services, message(NEW, EARLIER)));

    expect(error).toBeInstanceOf(ApplicationBusy);
    expect(secretsOf(services)).toEqual({ stored: NEWER, previous: PERSONS });
  });

  it('one that Amazon makes afterwards ends it', async () => {
    const services = await inDoubt(message(NEW, EARLIER));
    services.clock.advance(60_000);

    await deliver(services, message(NEWER, '2027-01-01T00:01:00.000Z'));

    expect(secretsOf(services)).toEqual({ stored: NEWER, previous: NEW });
    expect(services.parameters.json(secretDates)).not.toHaveProperty('unsure');
  });
});

describe('a new client secret for an application', () => {
  it('whose secret somebody has deleted is stored', async () => {
    const services = setUp();
    await services.parameters.delete([clientSecret]);

    const { outcome } = await deliver(services, message(NEW));

    expect(outcome).toBe(`${APP}: taken`);
    expect(secretsOf(services)).toEqual({ stored: NEW, previous: undefined });
  });

  it('that got another client while the message waited for its turn is not stored', async () => {
    const services = setUp();
    const { putVersion } = services.parameters;
    services.parameters.putVersion = async (...args) => {
      services.parameters.seed(APP, { [PATHS.lwa.clientId]: 'amzn1.another' });
      return putVersion(...args);
    };
    const before = secretsOf(services);

    const error = await errorOf(deliver(services, message(NEW)));

    expect(error).toBeInstanceOf(ApplicationBusy);
    expect(secretsOf(services)).toEqual(before);
    expect(services.lwa.calls).toEqual([]);
  });

  it('whose client is being replaced stays in the queue', async () => {
    const services = setUp();
    services.parameters.seed(APP, { [secretDates]: JSON.stringify({ replacing: NOW }) });
    const before = secretsOf(services);

    const error = await errorOf(deliver(services, message(NEW)));

    expect(error).toBeInstanceOf(ApplicationBusy);
    expect(secretsOf(services)).toEqual(before);
  });
});

describe('the dates of Amazon', () => {
  it('take the place of those of a person who has stored the same secret', async () => {
    const services = setUp();
    services.parameters.seed(APP, {
      [clientSecret]: new Sensitive(NEW),
      [secretDates]: JSON.stringify({ createdAt: NOW, expiresAt: NOW, dated: 'here' }),
    });

    const { outcome } = await deliver(services, message(NEW, EARLIER));

    expect(outcome).toBe(`${APP}: taken`);
    expect(secretsOf(services)).toEqual({ stored: NEW, previous: undefined });
    expect(services.parameters.json(secretDates)).toMatchObject({ createdAt: EARLIER, dated: 'amazon' });
  });

  it('of an earlier version, which a notification tells, are as sure', async () => {
    const services = setUp();
    services.parameters.seed(APP, {
      [secretDates]: JSON.stringify({ createdAt: '2026-12-31T00:00:00.000Z', notificationId: 'before' }),
    });

    const { outcome } = await deliver(services, message(NEW, EARLIER));

    expect(outcome).toBe(`${APP}: previous`);
  });
});

describe('nothing is changed by a message that', () => {
  it.each([
    ['is delivered twice', message(NEW)],
    ['tells the same under another id', message(NEW, NOW, 'another')],
  ])('%s', async (_, again) => {
    const services = setUp();
    await deliver(services, message(NEW));
    const before = kept(services);
    services.clock.advance(60_000);

    const { outcome } = await deliver(services, again);

    expect(outcome).toBe(`${APP}: duplicate`);
    expect(kept(services)).toEqual(before);
  });

  it('is overtaken by a newer one, and has ended', async () => {
    const services = setUp();
    await deliver(services, message(NEWER));
    services.lwa.endSecret(NEW);
    const before = kept(services);

    const { outcome } = await deliver(services, message(NEW, EARLIER));

    expect(outcome).toBe(`${APP}: ended`);
    expect(kept(services)).toEqual(before);
  });

  it('comes again after it was overtaken by a newer one', async () => {
    const services = setUp();
    await deliver(services, message(NEW, EARLIER));
    await deliver(services, message(NEWER));
    const before = kept(services);

    const { outcome } = await deliver(services, message(NEW, EARLIER));

    expect(outcome).toBe(`${APP}: duplicate`);
    expect(kept(services)).toEqual(before);
  });

  it('brings the replaced secret back with a newer time', async () => {
    const services = setUp();
    await deliver(services, message(NEW));
    const before = kept(services);

    const forged = message(FAKE_CLIENT_SECRET, '2027-01-01T00:05:00.000Z');
    const { outcome } = await deliver(services, forged);

    expect(outcome).toBe(`${APP}: duplicate`);
    expect(kept(services)).toEqual(before);
  });

  it('brings a secret that does not work, and it stays in the queue', async () => {
    const services = setUp();
    const before = kept(services);

    const error = await errorOf(deliver(services, message('FAKE_FORGED')));

    expect(error).toBeInstanceOf(ClientSecretRejected);
    expect(kept(services)).toEqual(before);
    expect(startedBy(services)).toEqual([]);
  });

  it('is about something else, and it is put aside', async () => {
    const services = setUp();

    const handled = await deliver(services, { notificationType: 'ANY_OFFER_CHANGED', payload: {} });

    expect(handled).toEqual({
      kind: 'other',
      notificationType: 'ANY_OFFER_CHANGED',
      outcome: 'not about a client secret',
    });
    expect(services.parameters.calls).toEqual([]);
    expect(services.deadLetters.bodies).toEqual([]);
  });

  it('warns of the end of a secret of somebody else', async () => {
    const services = setUp();
    const before = kept(services);

    const { outcome } = await deliver(services, expiryMessage({ clientId: 'amzn1.foreign' }));

    expect([outcome, services.deadLetters.bodies, services.topic.messages]).toEqual(['foreign', [], []]);
    expect(kept(services)).toEqual(before);
  });
});

describe('what can never be taken goes to the dead-letter queue, and people are told once:', () => {
  const foreign = newSecretMessage({ clientId: 'amzn1.foreign\u202e <!here>', secret: NEW });

  it.each<[string, unknown, string, string]>([
    ['nothing', 'nothing', 'unreadable', '[client secrets] A message about a client secret cannot be read'],
    [
      'a new secret without the secret',
      newSecretMessage({ clientId: FAKE_CLIENT_ID, secret: '' }),
      'unreadable',
      '[client secrets] A message about a client secret cannot be read',
    ],
    ['another client', foreign, 'foreign', '[client secrets] New client secret for an unknown application'],
  ])('%s', async (_, body, why, subject) => {
    const services = setUp();
    const before = kept(services);

    const sentAt = services.clock.now();
    if (why === 'foreign') services.clock.advance(3_600_000);

    const { outcome } = await deliver(services, body, sentAt);

    expect(outcome).toBe(`put aside: ${why}`);
    expect(services.deadLetters.bodies).toEqual([JSON.stringify(body)]);
    expect(services.topic.messages.map((told) => told.subject)).toEqual([subject]);
    expect(JSON.stringify(services.topic.messages)).not.toMatch(/FAKE_NEW_SECRET|\u202e|<!here/);
    expect(kept(services)).toEqual(before);
    expect(services.lwa.calls).toEqual([]);
  });

  it('another client, but for an hour a list of the applications may have lacked it', async () => {
    const services = setUp();
    const { findBelow } = services.parameters;
    services.parameters.findBelow = async () => [];
    const sentAt = services.clock.now();
    const error = await errorOf(deliver(services, message(NEW), sentAt));
    services.parameters.findBelow = findBelow;
    services.clock.advance(360_000);

    const { outcome } = await deliver(services, message(NEW), sentAt);

    expect(error).toBeInstanceOf(ApplicationBusy);
    expect(outcome).toBe(`${APP}: taken`);
    expect([services.deadLetters.bodies, services.topic.messages]).toEqual([[], []]);
  });

  it('a secret that Login with Amazon has refused for an hour, which may be new to it before', async () => {
    const services = setUp();
    const forged = message('FAKE_FORGED');
    const sentAt = services.clock.now();
    services.clock.advance(3_599_999);
    const error = await errorOf(deliver(services, forged, sentAt));
    services.clock.advance(1);

    const { outcome } = await deliver(services, forged, sentAt);

    expect(error).toBeInstanceOf(ClientSecretRejected);
    expect(outcome).toBe('put aside: refused');
    expect(services.deadLetters.bodies).toEqual([JSON.stringify(forged)]);
    expect(services.topic.messages.map(({ subject }) => subject)).toEqual([
      `[${APP}] Amazon refuses the new client secret`,
    ]);
    expect(secretsOf(services)).toEqual({ stored: FAKE_CLIENT_SECRET, previous: undefined });
    expect(JSON.stringify(services.topic.messages)).not.toContain('FAKE_FORGED');
  });

  it('where SNS fails it is there all the same, and the log says so', async () => {
    const services = setUp();
    services.topic.failNext('publish', new AwsThrottled({ what: 'SNS is busy.', remedy: 'wait' }));

    const handled = await deliver(services, 'nothing');

    expect(handled).toMatchObject({ outcome: 'put aside: unreadable', notTold: 'SNS is busy.' });
    expect(services.deadLetters.bodies).toHaveLength(1);
  });

  it('where that queue fails it stays in its own, and nobody is told yet', async () => {
    const services = setUp();
    services.deadLetters.failNext('send', new AwsThrottled(SAID));

    expect(await errorOf(deliver(services, 'nothing'))).toBeInstanceOf(AwsThrottled);

    expect(services.topic.messages).toEqual([]);
  });
});

describe('three days without Login with Amazon', () => {
  const OUTAGE_TRIES = (3 * 86_400) / 360;

  it('lose no secret, and need no person', async () => {
    const services = setUp();

    const journey = await sendThroughQueue(services, message(NEW), (nth) => {
      if (nth <= OUTAGE_TRIES) services.lwa.failNext('proveClient', new LwaUnavailable(SAID));
    });

    expect(journey).toEqual({ tries: OUTAGE_TRIES + 1, end: 'taken' });
    expect(secretsOf(services)).toEqual({ stored: NEW, previous: FAKE_CLIENT_SECRET });
    expect([services.deadLetters.bodies, services.topic.messages]).toEqual([[], []]);
    expect(startedBy(services)).toEqual([{ appName: APP }]);
  });

  it('leave a secret that came in between, and one that a person has stored, both stored', async () => {
    const services = setUp();

    const journey = await sendThroughQueue(services, message(NEW), (nth) => {
      if (nth <= OUTAGE_TRIES) services.lwa.failNext('proveClient', new LwaUnavailable(SAID));
      else services.parameters.seed(APP, { [clientSecret]: new Sensitive(NEWER) });
    });

    expect(journey).toEqual({ tries: OUTAGE_TRIES + 1, end: 'taken' });
    expect(secretsOf(services)).toEqual({ stored: NEW, previous: NEWER });
  });
});

describe('trouble that passes', () => {
  it('leaves the message in the queue when Login with Amazon does not answer', async () => {
    const services = setUp();
    services.lwa.failNext('proveClient', new LwaUnavailable(SAID));

    const error = await errorOf(deliver(services, message(NEW)));

    expect(error).toBeInstanceOf(LwaUnavailable);
    expect(secretsOf(services)).toEqual({ stored: FAKE_CLIENT_SECRET, previous: undefined });
  });

  it('leaves the message in the queue when Parameter Store is busy, and the next delivery completes it', async () => {
    const services = setUp();
    services.parameters.failNext('put', new AwsThrottled(SAID));

    const error = await errorOf(deliver(services, message(NEW)));
    await deliver(services, message(NEW));

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

    const outcomes = [await deliver(services, warning()), await deliver(services, warning())].map(
      ({ outcome }) => outcome,
    );

    expect(outcomes).toEqual([`${APP}: started`, `${APP}: started-before`]);
    expect(Object.entries(services.executions.started)).toEqual([
      [expect.stringMatching(/^notice-[0-9a-f]{40}$/), { appName: APP }],
    ]);
  });

  it('starts nothing when it is about an earlier secret', async () => {
    const services = setUp();
    await deliver(services, message(NEW));

    const { outcome } = await deliver(services, warning(EARLIER));

    expect(outcome).toBe(`${APP}: late`);
    expect(startedBy(services)).toHaveLength(1);
  });

  it('starts nothing while it is not due by the setting of the deployment', async () => {
    const services = { ...setUp(), rotateDaysBefore: 3 };

    const { outcome } = await deliver(services, warning());

    expect(outcome).toBe(`${APP}: early`);
    expect(startedBy(services)).toEqual([]);
  });

  it('counts though it is older than the time when a person entered the secret', async () => {
    const services = setUp();
    services.parameters.seed(APP, { [secretDates]: JSON.stringify({ createdAt: NOW }) });

    const { outcome } = await deliver(services, warning(EARLIER));

    expect(outcome).toBe(`${APP}: started`);
  });
});
