import { randomBytes } from 'node:crypto';
import {
  type AccessToken,
  type Application,
  type Authorization,
  type ClientSecret,
  later,
  type Store,
} from './store.ts';

/** Seconds that an access token lives. */
export const ACCESS_TOKEN_LIFETIME = 3600;

/** Who asks, with which of its secrets, and on whose behalf. */
export interface Bearer {
  application: Application;
  secret: ClientSecret;
  authorization?: Authorization;
  scopes?: string[];
}

/** Mints an access token: `Atza|` for a selling partner, `Atc|` for the application alone. */
export function mintAccessToken(store: Store, { scopes = [], ...bearer }: Bearer): string {
  const prefix = bearer.authorization ? 'Atza' : 'Atc';
  const value = `${prefix}|IwEBI${randomBytes(225).toString('base64url')}`;
  const expiresAt = later(store, ACCESS_TOKEN_LIFETIME * 1000);
  store.accessTokens.set(value, { ...bearer, scopes, expiresAt, revoked: false });
  return value;
}

/** Ends every access token the application has now. */
export function revokeAccessTokens(store: Store, clientId: string): void {
  for (const token of store.accessTokens.values()) {
    if (token.application.clientId === clientId) token.revoked = true;
  }
}

/** A token falls with the authorization it came from. */
export function isRevoked(token: AccessToken): boolean {
  return token.revoked || (token.authorization?.revoked ?? false);
}
