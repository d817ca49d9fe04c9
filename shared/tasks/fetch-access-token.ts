import type { LwaToken } from '../clients/lwa.ts';
import { missing } from '../clients/missing-parameter.ts';
import type { Services } from '../services.ts';
import { requireLwaClient } from './lwa-client.ts';

/** An access token, and when the refresh token behind it was stored, which is when a person authorized. */
interface AuthorizedToken extends LwaToken {
  authorizedAt: Date;
}

/**
 * Exchanges the stored refresh token of an authorization. The access token lives in memory only.
 * @param name name of the authorization
 * @throws MissingParameter, and what LWA and Parameter Store throw
 */
export async function fetchAccessToken(
  services: Pick<Services, 'lwa' | 'parameters'>,
  appName: string,
  name: string,
): Promise<AuthorizedToken> {
  const { refreshToken } = services.parameters.paths.of(appName).authorization(name);
  const client = await requireLwaClient(services, appName);
  const stored = await services.parameters.getDatedSecret(refreshToken);
  if (!stored) throw missing(refreshToken);
  const token = await services.lwa.exchangeRefreshToken(client, stored.value);
  return { ...token, authorizedAt: stored.modifiedAt };
}
