import { revokeAccessTokens } from './access-tokens.ts';
import {
  type ApplicationChanges,
  expireSecrets,
  knownApplication,
  type RegisteredApplication,
  type Registration,
  registerApplication,
  rotateSecret,
} from './applications.ts';
import { authorize, type Grant, revokeAuthorization } from './authorizations.ts';
import { type FaultHandle, scriptFault } from './faults.ts';
import type { FaultScript, OnNewSecret, Store } from './store.ts';

/** What a test or a demo does in place of people, of time and of bad luck. */
export interface World {
  registerApplication(registration: Registration): RegisteredApplication;
  /** Self-authorizes the application; the answer is the refresh token. */
  authorize(grant: Grant): string;
  /** Makes a new client secret, as the button does; the old one works seven more days. */
  rotateClientSecret(clientId: string): string;
  expireClientSecret(clientId: string): void;
  revokeAuthorization(refreshToken: string): void;
  /** Changes the roles of the application; tokens of earlier authorizations keep those they have. */
  setRoles(clientId: string, roles: string[]): void;
  /** Changes what was registered; tokens of earlier authorizations keep the roles they have. */
  editApplication(clientId: string, changes: ApplicationChanges): void;
  deactivateSellingPartner(sellingPartnerId: string): void;
  revokeAccessTokens(clientId: string): void;
  /** Subscribes a queue to the new client secret of one application, without which Amazon refuses to rotate. */
  enrollForRotation(clientId: string, onNewSecret: OnNewSecret): void;
  /** Subscribes a queue to those of all applications, as the notification preferences do. */
  subscribeToNewSecrets(onNewSecret: OnNewSecret): void;
  /** Fills every rate limit again, as time does. */
  refillRateLimits(): void;
  /** Answers some of the next requests with a fault. */
  fail(script: FaultScript): FaultHandle;
}

/** The world around one store. */
export function createWorld(store: Store): World {
  return {
    registerApplication: (registration) => registerApplication(store, registration),
    authorize: (grant) => authorize(store, grant),
    rotateClientSecret: (clientId) => rotateSecret(store, clientId).fresh.value,
    expireClientSecret: (clientId) => expireSecrets(store, clientId),
    revokeAuthorization: (refreshToken) => revokeAuthorization(store, refreshToken),
    setRoles(clientId, roles) {
      knownApplication(store, clientId).roles = [...roles];
    },
    editApplication: (clientId, changes) => void Object.assign(knownApplication(store, clientId), changes),
    deactivateSellingPartner(sellingPartnerId) {
      store.deactivated.add(sellingPartnerId);
    },
    revokeAccessTokens: (clientId) => revokeAccessTokens(store, clientId),
    enrollForRotation(clientId, onNewSecret) {
      store.enrolments.set(knownApplication(store, clientId).clientId, onNewSecret);
    },
    subscribeToNewSecrets(onNewSecret) {
      store.subscription = onNewSecret;
    },
    refillRateLimits: () => store.buckets.clear(),
    fail: (script) => scriptFault(store, script),
  };
}
