import { randomUUID } from 'node:crypto';

const DAY = 86_400_000;

/** What differs between two messages. */
export interface AboutSecret {
  clientId: string;
  secret: string;
  eventTime?: string;
  notificationId?: string;
}

const envelope = (type: string, eventTime: string, notificationId: string, payload: object) => ({
  notificationVersion: '1.0',
  notificationType: type,
  payloadVersion: '2023-11-30',
  eventTime,
  payload,
  notificationMetadata: {
    applicationId: 'amzn1.sp.solution.11111111-2222-3333-4444-555555555555',
    subscriptionId: 'subscription',
    publishTime: eventTime,
    notificationId,
  },
});

const later = (time: string, days: number) => new Date(Date.parse(time) + days * DAY).toISOString();

/** Amazon's message that there is a new client secret. */
export function newSecretMessage({ clientId, secret, ...rest }: AboutSecret) {
  const { eventTime = new Date().toISOString(), notificationId = randomUUID() } = rest;
  return envelope('APPLICATION_OAUTH_CLIENT_NEW_SECRET', eventTime, notificationId, {
    applicationOAuthClientNewSecret: {
      clientId,
      newClientSecret: secret,
      newClientSecretExpiryTime: later(eventTime, 180),
      oldClientSecretExpiryTime: later(eventTime, 7),
    },
  });
}

/** Amazon's warning that the client secret ends. */
export const expiryMessage = ({
  clientId,
  eventTime = new Date().toISOString(),
  notificationId = randomUUID(),
  expiresAt = later(eventTime, 90),
}: Omit<AboutSecret, 'secret'> & { expiresAt?: string }) =>
  envelope('APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY', eventTime, notificationId, {
    applicationOAuthClientSecretExpiry: {
      clientId,
      clientSecretExpiryTime: expiresAt,
      clientSecretExpiryReason: 'PERIODIC_ROTATION',
    },
  });
