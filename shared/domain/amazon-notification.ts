import * as z from 'zod/mini';
import { Sensitive } from './sensitive.ts';

const Time = z.iso.datetime({ offset: true }).check(z.maxLength(40));
/** Longest id and secret that are taken: both are stored in parameters. */
const MOST_ID = 300;
const MOST_SECRET = 500;
const Envelope = {
  eventTime: Time,
  notificationMetadata: z.object({ notificationId: z.string().check(z.minLength(1), z.maxLength(MOST_ID)) }),
};

const NewSecret = z.object({
  ...Envelope,
  notificationType: z.literal('APPLICATION_OAUTH_CLIENT_NEW_SECRET'),
  payload: z.object({
    applicationOAuthClientNewSecret: z.object({
      clientId: z.string(),
      newClientSecret: z.string().check(z.minLength(1), z.maxLength(MOST_SECRET)),
      newClientSecretExpiryTime: Time,
      oldClientSecretExpiryTime: Time,
    }),
  }),
});

const Expiry = z.object({
  ...Envelope,
  notificationType: z.literal('APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY'),
  payload: z.object({
    applicationOAuthClientSecretExpiry: z.object({ clientId: z.string(), clientSecretExpiryTime: Time }),
  }),
});

interface About {
  clientId: string;
  notificationId: string;
  /** When it happened, by Amazon's clock. */
  eventTime: string;
}

/** Amazon has made a new client secret. */
export interface NewSecretMessage extends About {
  kind: 'new-secret';
  secret: Sensitive;
  expiresAt: string;
  /** When the secret before it ends. */
  previousExpiresAt: string;
}

/** Amazon warns that the client secret ends. */
export interface ExpiryMessage extends About {
  kind: 'expiry';
  expiresAt: string;
}

const aboutOf = ({
  eventTime,
  notificationMetadata,
}: z.infer<typeof NewSecret> | z.infer<typeof Expiry>) => ({
  eventTime,
  notificationId: notificationMetadata.notificationId,
});

/**
 * Reads a message of Amazon about a client secret.
 * @param body as it came from the queue; it is never quoted, for it may hold a secret
 * @returns `undefined` for anything else
 * Source: developer-docs.amazon.com/sp-api/docs/rotate-your-application-client-secret
 */
export function readNotification(body: unknown): NewSecretMessage | ExpiryMessage | undefined {
  const fresh = z.safeParse(NewSecret, body).data;
  if (fresh) {
    const secret = fresh.payload.applicationOAuthClientNewSecret;
    return {
      kind: 'new-secret',
      ...aboutOf(fresh),
      clientId: secret.clientId,
      secret: new Sensitive(secret.newClientSecret),
      expiresAt: secret.newClientSecretExpiryTime,
      previousExpiresAt: secret.oldClientSecretExpiryTime,
    };
  }
  const expiry = z.safeParse(Expiry, body).data;
  if (!expiry) return undefined;
  const { clientId, clientSecretExpiryTime } = expiry.payload.applicationOAuthClientSecretExpiry;
  return { kind: 'expiry', ...aboutOf(expiry), clientId, expiresAt: clientSecretExpiryTime };
}
