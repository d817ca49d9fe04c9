import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readNotification } from '#shared/domain/amazon-notification.ts';
import { expiryMessage, newSecretMessage } from '../../../support/client-secrets.ts';

const ABOUT = { clientId: 'client', eventTime: '2027-01-01T00:00:00.000Z', notificationId: 'id' };
const ARRIVED = new Date('2027-01-02T00:00:00.000Z');
const SECRET = 'FAKE_SECRET';
const NEW = newSecretMessage({ ...ABOUT, secret: SECRET });
const NEW_READ = {
  kind: 'new-secret',
  dated: 'amazon',
  ...ABOUT,
  secret: SECRET,
  expiresAt: '2027-06-30T00:00:00.000Z',
  previousExpiresAt: '2027-01-08T00:00:00.000Z',
};

function read(body: unknown) {
  const message = readNotification(body, ARRIVED);
  expect(JSON.stringify(message) ?? '').not.toContain(SECRET);
  return message && 'secret' in message ? { ...message, secret: message.secret.reveal() } : message;
}

/** The message with every name of a field written in another way. */
function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [rename(name), renamed(one, rename)]));
}
const upper = (name: string) => name.toUpperCase();
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** How services pass a message on. */
const ENVELOPES: Record<string, (message: unknown) => unknown> = {
  plain: (message) => message,
  'a text': (message) => JSON.stringify(message),
  'a text in a text': (message) => JSON.stringify(JSON.stringify(message)),
  SNS: (message) => ({
    Type: 'Notification',
    MessageId: 'sns-id',
    Message: JSON.stringify(message),
    Timestamp: '2027-01-01T12:00:00.000Z',
  }),
  EventBridge: (message) => ({
    version: '0',
    id: 'event-id',
    'detail-type': 'NOTIFICATION',
    time: '2027-01-01T12:00:00Z',
    detail: message,
  }),
  'a list': (message) => [message],
  'a batch of SQS': (message) => ({ Records: [{ messageId: 'm', body: JSON.stringify(message) }] }),
  'names in capitals': (message) => renamed(message, upper),
  'names with underscores': (message) => renamed(message, snake),
};

describe('a message about a new client secret', () => {
  it.each(Object.keys(ENVELOPES))('is read in any envelope: %s', (name) => {
    expect(read(ENVELOPES[name]?.(NEW))).toEqual(NEW_READ);
  });

  it.each<[string, unknown, string]>([
    ['without a zone', '2027-01-01T00:00:00', ABOUT.eventTime],
    ['with a blank', '2027-01-01 00:00:00', ABOUT.eventTime],
    ['with another zone', '2027-01-01T01:00:00+01:00', ABOUT.eventTime],
    ['in seconds', 1798761600, ABOUT.eventTime],
    ['in milliseconds', 1798761600000, ABOUT.eventTime],
    ['as a number in a text', '1798761600', ABOUT.eventTime],
    ['as in a header', 'Fri, 01 Jan 2027 00:00:00 GMT', ABOUT.eventTime],
    // 180 days before the secret ends, which is said too.
    ['that is none', 'yesterday', ABOUT.eventTime],
    ['that is null', null, ABOUT.eventTime],
    ['of another age', 12, ABOUT.eventTime],
  ])('may have a time %s', (_, eventTime, expected) => {
    const metadata = { ...NEW.notificationMetadata, publishTime: undefined };

    expect(read({ ...NEW, eventTime, notificationMetadata: metadata })).toMatchObject({
      eventTime: expected,
    });
  });

  it('without ids and dates has those of its arrival, and the same id each time', () => {
    const bare = { clientId: 'client', newClientSecret: SECRET };

    const message = read({ payload: bare });

    expect(message).toEqual({
      kind: 'new-secret',
      dated: 'here',
      clientId: 'client',
      secret: SECRET,
      notificationId: expect.stringMatching(/^unnamed-[0-9a-f]{40}$/),
      eventTime: '2027-01-02T00:00:00.000Z',
      expiresAt: '2027-07-01T00:00:00.000Z',
      previousExpiresAt: '2027-01-09T00:00:00.000Z',
    });
    expect(read({ detail: bare })).toEqual(message);
  });

  it.each<[string, unknown]>([
    ['empty', ''],
    ['a number', 12],
    ['missing', undefined],
    ['longer than any', 'c'.repeat(301)],
  ])('is read with a client id that is %s, without one', (_, clientId) => {
    const { clientId: __, ...rest } = NEW_READ;
    const { payload, ...envelope } = NEW;
    const { applicationOAuthClientNewSecret: inside } = payload as Record<string, object>;

    const message = read({ ...envelope, payload: { inside: { ...inside, clientId } } });

    expect(message).toEqual({ ...rest, kind: 'nameless-secret' });
  });

  it('with a client id comes before one without', () => {
    expect(read([{ newClientSecret: 'FAKE_OTHER' }, NEW])).toEqual(NEW_READ);
  });

  it('is found in any pile of envelopes, whatever stands beside it', () => {
    const names = fc.constantFrom(...Object.keys(ENVELOPES));
    fc.assert(
      fc.property(fc.array(names, { maxLength: 3 }), fc.jsonValue({ maxDepth: 2 }), (pile, beside) => {
        const wrapped = pile.reduce<unknown>(
          (message, name) => ENVELOPES[name]?.({ beside, inner: message }),
          NEW,
        );

        expect(read(wrapped)).toMatchObject({ kind: 'new-secret', secret: SECRET, clientId: 'client' });
      }),
    );
  });
});

describe('a message about the end of a client secret', () => {
  it.each(Object.keys(ENVELOPES))('is read in any envelope: %s', (name) => {
    expect(read(ENVELOPES[name]?.(expiryMessage(ABOUT)))).toEqual({
      kind: 'expiry',
      ...ABOUT,
      expiresAt: '2027-04-01T00:00:00.000Z',
    });
  });

  it('may not say when', () => {
    const payload = { applicationOAuthClientSecretExpiry: { clientId: 'client' } };

    expect(read({ ...expiryMessage(ABOUT), payload })).toEqual({ kind: 'expiry', ...ABOUT });
  });
});

describe('anything else', () => {
  it('that is a notification is known by its type', () => {
    const other = { notificationType: 'ANY_OFFER_CHANGED', payload: { anyOfferChangedNotification: {} } };

    expect(read(ENVELOPES.SNS?.(other))).toEqual({ kind: 'other', notificationType: 'ANY_OFFER_CHANGED' });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'hello'],
    ['a new secret without the secret', newSecretMessage({ ...ABOUT, secret: '' })],
    ['a secret that is too long', newSecretMessage({ ...ABOUT, secret: 'x'.repeat(501) })],
  ])('is not taken for one: %s', (_, body) => {
    expect(read(body)).toBeUndefined();
  });

  it('is read without a fault', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const message = read({ notificationType: 'X', payload: body });

        expect(message?.kind).toBe('other');
      }),
    );
    expect(read(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)).toBeUndefined();
  });
});
