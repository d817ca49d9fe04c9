import { describe, expect, it } from '@jest/globals';
import { readNotification } from '#shared/domain/amazon-notification.ts';
import { expiryMessage, newSecretMessage } from '../../../support/client-secrets.ts';

const ABOUT = { clientId: 'client', eventTime: '2027-01-01T00:00:00.000Z', notificationId: 'id' };

describe('a message of Amazon', () => {
  it('about a new client secret is read, and does not show the secret', () => {
    const message = readNotification(newSecretMessage({ ...ABOUT, secret: 'FAKE_SECRET' }));

    expect({ ...message, secret: undefined }).toEqual({
      kind: 'new-secret',
      ...ABOUT,
      secret: undefined,
      expiresAt: '2027-06-30T00:00:00.000Z',
      previousExpiresAt: '2027-01-08T00:00:00.000Z',
    });
    expect(message?.kind === 'new-secret' && message.secret.reveal()).toBe('FAKE_SECRET');
    expect(JSON.stringify(message)).not.toContain('FAKE_SECRET');
  });

  it('about the end of a client secret is read', () => {
    const message = readNotification(expiryMessage(ABOUT));

    expect(message).toEqual({ kind: 'expiry', ...ABOUT, expiresAt: '2027-04-01T00:00:00.000Z' });
  });

  it.each([
    ['nothing', undefined],
    ['another type', { ...expiryMessage(ABOUT), notificationType: 'ANY_OFFER_CHANGED' }],
    ['one without an id', { ...expiryMessage(ABOUT), notificationMetadata: {} }],
    [
      'a payload of the other type',
      { ...expiryMessage(ABOUT), payload: newSecretMessage({ ...ABOUT, secret: 'x' }).payload },
    ],
  ])('is not taken for one: %s', (_, body) => {
    expect(readNotification(body)).toBeUndefined();
  });
});
