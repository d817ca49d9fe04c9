import type { LwaToken } from '../clients/lwa.ts';
import { required } from '../clients/parameter-store.ts';
import { parameterPaths } from '../domain/parameter-paths.ts';
import { MissingParameter } from '../errors/broken.ts';
import type { Services } from '../services.ts';
import { readLwaClient } from './lwa-client.ts';

/**
 * Exchanges the stored refresh token of an authorization. The access token lives in memory only.
 * @param name name of the authorization
 * @throws MissingParameter, and what LWA and Parameter Store throw
 */
export async function fetchAccessToken(
  services: Pick<Services, 'lwa' | 'parameters'>,
  appName: string,
  name: string,
): Promise<LwaToken> {
  const { refreshToken } = parameterPaths(appName).authorization(name);
  const client = await readLwaClient(services, appName);
  if (!client) {
    throw new MissingParameter({
      what: `The LWA client id and secret of ${appName} are not in Parameter Store.`,
      remedy: 'Start create-private-app for this application again; it asks for them.',
    });
  }
  const stored = await services.parameters.getSecrets([refreshToken]);
  return services.lwa.exchangeRefreshToken(client, required(stored, refreshToken));
}
