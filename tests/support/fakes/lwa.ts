import type { Lwa, LwaClient } from '#shared/clients/lwa.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import {
  AuthorizationOfAnotherApplication,
  AuthorizationRevoked,
  ClientSecretRejected,
} from '#shared/errors/refused.ts';
import { withControls } from './controls.ts';

export const FAKE_CLIENT_ID = 'amzn1.application-oa2-client.fake0000000000000000000000000000';
export const FAKE_CLIENT_SECRET = 'FAKE_CLIENT_SECRET';
export const FAKE_REFRESH_TOKEN = 'Atzr|FAKE_REFRESH_TOKEN';
export const FAKE_ACCESS_TOKEN = 'Atza|FAKE_ACCESS_TOKEN';
export const FAKE_ROTATION_TOKEN = 'Atc|FAKE_ROTATION_TOKEN';

const said = (code: string) => ({ what: `Login with Amazon answered ${code}`, remedy: 'FAKE remedy' });

/** Login with Amazon in memory: one application with one authorization, and what a test adds. */
export function fakeLwa() {
  const clients = new Map([[FAKE_CLIENT_ID, new Set([FAKE_CLIENT_SECRET])]]);
  const tokens = new Map([[FAKE_REFRESH_TOKEN, FAKE_CLIENT_ID]]);

  const authenticate = ({ clientId, clientSecret }: LwaClient) => {
    if (!clients.get(clientId)?.has(clientSecret.reveal()))
      throw new ClientSecretRejected(said('invalid_client'));
  };

  let answeredAt: Date | undefined;

  const service: Lwa = {
    exchangeRefreshToken: async (client, refreshToken) => {
      authenticate(client);
      const owner = tokens.get(refreshToken.reveal());
      if (!owner) throw new AuthorizationRevoked(said('invalid_grant'));
      if (owner !== client.clientId) throw new AuthorizationOfAnotherApplication(said('unauthorized_client'));
      return { accessToken: new Sensitive(FAKE_ACCESS_TOKEN), expiresIn: 3600 };
    },
    proveClient: async (client) => {
      authenticate(client);
      return answeredAt ? { answeredAt } : {};
    },
    fetchRotationToken: async (client) => {
      authenticate(client);
      return { accessToken: new Sensitive(FAKE_ROTATION_TOKEN), expiresIn: 3600 };
    },
    fetchGrantlessToken: async (client) => {
      authenticate(client);
      return { accessToken: new Sensitive(FAKE_ROTATION_TOKEN), expiresIn: 3600 };
    },
  };

  return withControls(service, {
    /** The time that Amazon's answers say. */
    setTime: (time: string) => {
      answeredAt = new Date(time);
    },
    expireSecret: () => clients.clear(),
    /** One more secret that works, beside those before it. */
    addSecret: (secret: string, clientId = FAKE_CLIENT_ID) => {
      clients.set(clientId, new Set([...(clients.get(clientId) ?? []), secret]));
    },
    endSecret: (secret: string) => clients.get(FAKE_CLIENT_ID)?.delete(secret),
    isLive: (secret: string | undefined) => clients.get(FAKE_CLIENT_ID)?.has(secret ?? '') ?? false,
    revoke: (refreshToken: string) => tokens.delete(refreshToken),
    /** One more refresh token that works. */
    addToken: (refreshToken: string) => tokens.set(refreshToken, FAKE_CLIENT_ID),
    giveToOtherApplication: (refreshToken: string) => tokens.set(refreshToken, 'amzn1.other'),
  });
}
