import { randomBytes, randomUUID } from 'node:crypto';
import {
  type Application,
  type ClientSecret,
  later,
  type NewSecretNotification,
  type SellingPartner,
  type Store,
} from './store.ts';

const DAY = 86_400_000;
const SECRET_LIFETIME = 180 * DAY;
const OVERLAP_AFTER_ROTATION = 7 * DAY;

/** Enough for one probe of each kind: marketplace participations for sellers, purchase orders for vendors. */
const DEFAULT_ROLES = ['Selling Partner Insights', 'Amazon Fulfillment'];

/** What a person fills in under "Add new app client". Neither sellers nor vendors stated means both. */
export interface Registration {
  name: string;
  type?: 'production' | 'sandbox';
  sellers?: boolean;
  vendors?: boolean;
  roles?: string[];
  roleArn?: string;
}

/** What can be changed of an application that is registered. */
export type ApplicationChanges = Partial<Pick<Application, 'name' | 'roles' | 'roleArn' | 'sellingPartners'>>;

/** What the registration page shows afterwards. */
export interface RegisteredApplication {
  applicationId: string;
  clientId: string;
  clientSecret: string;
}

function issueSecret(store: Store): ClientSecret {
  const value = `amzn1.oa2-cs.v1.${randomBytes(32).toString('hex')}`;
  return { value, expiresAt: later(store, SECRET_LIFETIME) };
}

function sellingPartnersOf({ sellers, vendors }: Registration): SellingPartner[] {
  if (sellers === undefined && vendors === undefined) return ['seller', 'vendor'];

  return [...(sellers ? ['seller' as const] : []), ...(vendors ? ['vendor' as const] : [])];
}

/** Registers an application with a client secret that works for 180 days. */
export function registerApplication(store: Store, registration: Registration): RegisteredApplication {
  const { name, type = 'production', roles = DEFAULT_ROLES, roleArn } = registration;
  const applicationId = `amzn1.sp.solution.${randomUUID()}`;
  const clientId = `amzn1.application-oa2-client.${randomBytes(16).toString('hex')}`;
  const secret = issueSecret(store);
  store.applications.set(clientId, {
    applicationId,
    clientId,
    name,
    type,
    sellingPartners: sellingPartnersOf(registration),
    roles: [...roles],
    ...(roleArn && { roleArn }),
    secrets: [secret],
  });
  return { applicationId, clientId, clientSecret: secret.value };
}

/** The application of a client id that a test or a demo must know. */
export function knownApplication(store: Store, clientId: string): Application {
  const application = store.applications.get(clientId);
  if (!application) throw new Error(`No application has the client id ${clientId}`);

  return application;
}

/** The secret with this value, if it belongs to the application and still works. */
export function findLiveSecret(
  store: Store,
  application: Application,
  value: string,
): ClientSecret | undefined {
  return application.secrets.find((secret) => secret.value === value && secret.expiresAt > store.clock());
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

/** Makes a new client secret; the one before it works for seven more days, or until its own end. */
export function rotateSecret(store: Store, clientId: string): { fresh: ClientSecret; old: ClientSecret } {
  const application = knownApplication(store, clientId);
  const [old] = application.secrets;
  old.expiresAt = earlier(old.expiresAt, later(store, OVERLAP_AFTER_ROTATION));
  const fresh = issueSecret(store);
  application.secrets = [fresh, ...application.secrets];
  return { fresh, old };
}

/** Ends every client secret now. */
export function expireSecrets(store: Store, clientId: string): void {
  for (const secret of knownApplication(store, clientId).secrets) {
    secret.expiresAt = earlier(secret.expiresAt, store.clock());
  }
}

/** Rotates, and words the message that carries the new secret to the application's queue. */
export function rotateAndNotify(store: Store, application: Application): NewSecretNotification {
  const { fresh, old } = rotateSecret(store, application.clientId);
  const now = store.clock().toISOString();
  return {
    notificationVersion: '1.0',
    notificationType: 'APPLICATION_OAUTH_CLIENT_NEW_SECRET',
    payloadVersion: '2023-11-30',
    eventTime: now,
    payload: {
      applicationOAuthClientNewSecret: {
        clientId: application.clientId,
        newClientSecret: fresh.value,
        newClientSecretExpiryTime: fresh.expiresAt.toISOString(),
        oldClientSecretExpiryTime: old.expiresAt.toISOString(),
      },
    },
    notificationMetadata: {
      applicationId: application.applicationId,
      subscriptionId: randomUUID(),
      publishTime: now,
      notificationId: randomUUID(),
    },
  };
}
