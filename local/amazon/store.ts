import type { Region } from './marketplaces.ts';

/** Sellers and vendors authorize apart, and each may call only its own operations. */
export type SellingPartner = 'seller' | 'vendor';

/** A client secret, which ends 180 days after it was made or 7 days after a rotation. */
export interface ClientSecret {
  value: string;
  expiresAt: Date;
}

/** An application as registered, with every client secret it ever had: newest first. */
export interface Application {
  applicationId: string;
  clientId: string;
  name: string;
  type: 'production' | 'sandbox';
  sellingPartners: SellingPartner[];
  roles: string[];
  roleArn?: string;
  secrets: [ClientSecret, ...ClientSecret[]];
}

/** What one click on "Authorize" granted. */
export interface Authorization {
  clientId: string;
  region: Region;
  sellingPartner: SellingPartner;
  sellingPartnerId: string;
  marketplaces: string[];
  suspended: string[];
  notParticipating: string[];
  roles: string[];
  revoked: boolean;
}

/** An access token stands for a selling partner (`authorization`) or for the application alone (`scopes`). */
export interface AccessToken {
  application: Application;
  secret: ClientSecret;
  expiresAt: Date;
  revoked: boolean;
  authorization?: Authorization;
  scopes: string[];
  /** Of a restricted data token: the calls that it is for, each `GET /path`. */
  restrictedTo?: string[];
}

/** Message that Amazon puts into the application's queue when a new client secret was made. */
export interface NewSecretNotification {
  notificationVersion: string;
  notificationType: 'APPLICATION_OAUTH_CLIENT_NEW_SECRET';
  payloadVersion: string;
  eventTime: string;
  payload: {
    applicationOAuthClientNewSecret: {
      clientId: string;
      newClientSecret: string;
      newClientSecretExpiryTime: string;
      oldClientSecretExpiryTime: string;
    };
  };
  notificationMetadata: {
    applicationId: string;
    subscriptionId: string;
    publishTime: string;
    notificationId: string;
  };
}

/** The queue that Amazon sends new client secrets to. */
export type OnNewSecret = (notification: NewSecretNotification) => void | Promise<void>;

/** Which requests a scripted fault meets, and how it answers them. */
export interface FaultScript {
  target: 'lwa' | 'sp-api';
  /** SP-API operation id, or for LWA the grant type; any when left out */
  operation?: string;
  /** SP-API host segment; any when left out */
  host?: string;
  times: number;
  answer: FaultAnswer;
}

/** A kind of trouble, worded as the target words it, or a whole answer. */
export type FaultAnswer =
  | 'throttle'
  | 'unauthorized'
  | 'server-error'
  | 'unavailable'
  | 'html'
  | 'drop'
  | { status: number; body: unknown; headers?: Record<string, string> };

/** A token bucket, as full as it was when last touched. */
export interface Bucket {
  tokens: number;
  filledAt: number;
}

/** All that the stand-in remembers, in memory only. */
export interface Store {
  clock: () => Date;
  /** by client id */
  applications: Map<string, Application>;
  /** by refresh token */
  authorizations: Map<string, Authorization>;
  /** by access token */
  accessTokens: Map<string, AccessToken>;
  deactivated: Set<string>;
  /** by client id */
  enrolments: Map<string, OnNewSecret>;
  /** of all applications, where the notification preferences name a queue */
  subscription?: OnNewSecret;
  faults: FaultScript[];
  buckets: Map<string, Bucket>;
}

/** An Amazon that knows nobody yet. */
export function createStore(clock: () => Date): Store {
  return {
    clock,
    applications: new Map(),
    authorizations: new Map(),
    accessTokens: new Map(),
    deactivated: new Set(),
    enrolments: new Map(),
    faults: [],
    buckets: new Map(),
  };
}

/** The time `ms` after now, by the stand-in's clock. */
export function later(store: Store, ms: number): Date {
  return new Date(store.clock().getTime() + ms);
}
