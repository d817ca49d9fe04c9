import type { LwaToken } from '../clients/lwa.ts';
import type { Services } from '../services.ts';
import { fetchAccessToken } from '../tasks/fetch-access-token.ts';
import { requireLwaClient } from '../tasks/lwa-client.ts';

/**
 * A fresh access token: of a selling account, or with a scope that of the application itself.
 * @param authorization name of the authorization
 * @throws MissingParameter, and what LWA and Parameter Store throw
 */
export async function fetchAccountToken(
  services: Pick<Services, 'lwa' | 'parameters'>,
  appName: string,
  authorization: string,
  scope?: string,
): Promise<LwaToken> {
  if (!scope) return fetchAccessToken(services, appName, authorization);
  return services.lwa.fetchGrantlessToken(await requireLwaClient(services, appName), scope);
}
