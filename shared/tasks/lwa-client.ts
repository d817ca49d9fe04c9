import type { LwaClient } from '../clients/lwa.ts';
import { SecretDates } from '../domain/client-secret.ts';
import type { Sensitive } from '../domain/sensitive.ts';
import { readStored } from '../domain/stored-json.ts';
import { MissingParameter } from '../errors/broken.ts';
import {
  AuthorizationOfAnotherApplication,
  AuthorizationRevoked,
  ClientSecretRejected,
} from '../errors/refused.ts';
import type { Services } from '../services.ts';

/** The stored LWA client id and secret of an application, if both are there and belong together. */
export async function readLwaClient(
  { parameters }: Pick<Services, 'parameters'>,
  appName: string,
): Promise<LwaClient | undefined> {
  const { lwa } = parameters.paths.of(appName);
  // In one call: a check reads them for every account, and Parameter Store takes 40 reads a second.
  const found = await parameters.getSecrets([lwa.clientId, lwa.clientSecret, lwa.secretDates]);
  if (readStored(SecretDates, found[lwa.secretDates]?.reveal())?.replacing) return undefined;
  const [clientId, clientSecret] = [found[lwa.clientId]?.reveal(), found[lwa.clientSecret]];
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}

/**
 * The stored LWA client id and secret of an application.
 * @throws MissingParameter, and what Parameter Store throws
 */
export async function requireLwaClient(
  services: Pick<Services, 'parameters'>,
  appName: string,
): Promise<LwaClient> {
  const client = await readLwaClient(services, appName);
  if (client) return client;
  throw new MissingParameter({
    what: `The LWA client id and secret of ${appName} are not in Parameter Store.`,
    remedy: 'Start create-private-app for this application again; it asks for them.',
  });
}

/**
 * Whether Login with Amazon accepts a client id and secret.
 * @throws what LWA throws but ClientSecretRejected, which is the answer no
 */
export const acceptsClient = async (services: Pick<Services, 'lwa'>, client: LwaClient): Promise<boolean> =>
  (await refusalOf(services, client)) === undefined;

/**
 * Why Login with Amazon refuses a client id and secret; `undefined` where it accepts them.
 * @throws what LWA throws but ClientSecretRejected, which is the answer
 */
export async function refusalOf(
  { lwa }: Pick<Services, 'lwa'>,
  client: LwaClient,
): Promise<ClientSecretRejected | undefined> {
  try {
    await lwa.proveClient(client);
    return undefined;
  } catch (error) {
    if (error instanceof ClientSecretRejected) return error;
    throw error;
  }
}

/**
 * Whether Login with Amazon accepts a refresh token for a client id and secret.
 * @throws what LWA throws but AuthorizationRevoked and AuthorizationOfAnotherApplication, which are the answer no
 */
export async function acceptsToken(
  { lwa }: Pick<Services, 'lwa'>,
  client: LwaClient,
  refreshToken: Sensitive,
): Promise<boolean> {
  try {
    await lwa.exchangeRefreshToken(client, refreshToken);
    return true;
  } catch (error) {
    if (error instanceof AuthorizationRevoked || error instanceof AuthorizationOfAnotherApplication)
      return false;
    throw error;
  }
}
