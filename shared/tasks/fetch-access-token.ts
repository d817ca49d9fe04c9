import type { LwaToken } from '../clients/lwa.ts';
import { required } from '../clients/parameter-store.ts';
import { parameterPaths } from '../domain/parameter-paths.ts';
import type { Services } from '../services.ts';
import { requireLwaClient } from './lwa-client.ts';

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
  const client = await requireLwaClient(services, appName);
  const stored = await services.parameters.getSecrets([refreshToken]);
  return services.lwa.exchangeRefreshToken(client, required(stored, refreshToken));
}
