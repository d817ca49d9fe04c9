import { createHash } from 'node:crypto';
import { findField, type Part, partsOf } from './found-fields.ts';
import { Sensitive } from './sensitive.ts';
import { isStorable } from './stored-form.ts';
import { daysAfter, readTime } from './times.ts';

/** Longest id and secret that are taken: both are stored in parameters. */
const MOST_ID = 300;
const MOST_SECRET = 500;

/** A new secret works so long, and the one before it from then on. Source: developer-docs.amazon/sp-api/docs/rotate-your-application-client-secret */
export const SECRET_LIFETIME_DAYS = 180;
const PREVIOUS_DAYS = 7;

interface About {
  clientId: string;
  notificationId: string;
  /** When it happened, by Amazon's clock; where that is not said, when the message arrived. ISO 8601, UTC. */
  eventTime: string;
}

/** Amazon has made a new client secret. */
export interface NewSecretMessage extends About {
  kind: 'new-secret';
  secret: Sensitive;
  /** Whether Amazon has said the time of the event, or of the secret's end, which is the same; else it is that of the arrival. */
  dated: 'amazon' | 'here';
  expiresAt: string;
  /** When the secret before it ends. */
  previousExpiresAt: string;
}

/** A new client secret, and nothing says of which client. */
export interface NamelessSecret extends Omit<NewSecretMessage, 'kind' | 'clientId'> {
  kind: 'nameless-secret';
}

/** Amazon warns that a client secret ends. */
export interface ExpiryMessage extends About {
  kind: 'expiry';
  /** Absent where Amazon does not say it. */
  expiresAt?: string;
}

/** A notification about something else, which somebody has subscribed the queue to. */
export interface OtherMessage {
  kind: 'other';
  notificationType: string;
}

/**
 * Reads a message of Amazon about a client secret, whatever stands around it: a secret that works must not be lost for
 * its envelope.
 * @param body as it came from the queue; it is never quoted, for it may hold a secret
 * @param arrivedAt stands in for times that are not said
 * @returns `undefined` for what is no notification of Amazon
 * Source: developer-docs.amazon/sp-api/docs/rotate-your-application-client-secret
 */
export function readNotification(
  body: unknown,
  arrivedAt: Date,
): NewSecretMessage | NamelessSecret | ExpiryMessage | OtherMessage | undefined {
  const parts = partsOf(body);
  let nameless: NamelessSecret | undefined;
  for (const part of parts) {
    const found = readNewSecret(part, arrivedAt) ?? readExpiry(part, arrivedAt);
    if (found?.kind === 'nameless-secret') nameless ??= found;
    else if (found) return found;
  }
  if (nameless) return nameless;
  const types = parts.map(({ fields }) => shortText(fields.get('notificationtype')));
  const type = types.find((one) => one !== undefined);
  return type && !/CLIENT_(?:NEW_SECRET|SECRET_EXPIRY)$/i.test(type)
    ? { kind: 'other', notificationType: type.replace(/\W/g, '').slice(0, 100) }
    : undefined;
}

function readNewSecret(part: Part, arrivedAt: Date): NewSecretMessage | NamelessSecret | undefined {
  const secret = text(part.fields.get('newclientsecret'), MOST_SECRET);
  const clientId = findField(part, ['clientId'], shortText);
  // Amazon makes none with braces, and none could be stored.
  if (!secret || !isStorable(secret)) return undefined;
  const ends = readTime(part.fields.get('newclientsecretexpirytime'));
  const said = timeOf(part) ?? (ends && daysAfter(ends, -SECRET_LIFETIME_DAYS));
  const eventTime = said ?? arrivedAt.toISOString();
  const found = {
    notificationId: idOf(part, `${clientId} ${secret}`),
    eventTime,
    dated: said ? ('amazon' as const) : ('here' as const),
    secret: new Sensitive(secret),
    expiresAt: ends ?? daysAfter(eventTime, SECRET_LIFETIME_DAYS),
    previousExpiresAt:
      readTime(part.fields.get('oldclientsecretexpirytime')) ?? daysAfter(eventTime, PREVIOUS_DAYS),
  };
  return clientId ? { kind: 'new-secret', clientId, ...found } : { kind: 'nameless-secret', ...found };
}

function readExpiry(part: Part, arrivedAt: Date): ExpiryMessage | undefined {
  const inside = part.around.some(({ fields }) => fields.has('applicationoauthclientsecretexpiry'));
  const clientId = shortText(part.fields.get('clientid'));
  if (!clientId || !(inside || part.fields.has('clientsecretexpirytime'))) return undefined;
  const expiresAt = readTime(part.fields.get('clientsecretexpirytime'));
  const eventTime = timeOf(part) ?? arrivedAt.toISOString();
  const id = idOf(part, `${clientId} ${expiresAt ?? eventTime.slice(0, 10)}`);
  return {
    kind: 'expiry',
    clientId,
    notificationId: id,
    eventTime,
    ...(expiresAt && { expiresAt }),
  };
}

/** Amazon's own time comes first, then that of what passed the message on. */
const timeOf = (part: Part): string | undefined =>
  findField(part, ['eventTime', 'publishTime'], readTime) ?? findField(part, ['timestamp', 'time'], readTime);

// The same message has the same id each time it is delivered, also where Amazon gave it none.
const idOf = (part: Part, otherwise: string): string =>
  findField(part, ['notificationId'], shortText) ??
  `unnamed-${createHash('sha256').update(otherwise).digest('hex').slice(0, 40)}`;

const shortText = (value: unknown): string | undefined => text(value, MOST_ID);

function text(value: unknown, most: number): string | undefined {
  const found = typeof value === 'string' ? value.trim() : '';
  return found !== '' && found.length <= most ? found : undefined;
}
