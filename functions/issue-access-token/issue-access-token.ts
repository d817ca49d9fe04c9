import type { AnySpApi } from '#shared/clients/any-sp-api.ts';
import { readAccountAccess } from '#shared/connect/account-access.ts';
import { fetchRestrictedDataToken } from '#shared/connect/restricted-data-token.ts';
import { spApiEndpoint } from '#shared/domain/regions.ts';
import { userAgentOf } from '#shared/domain/user-agent.ts';
import type { Services } from '#shared/services.ts';
import { requireAlias } from './require-alias.ts';
import type { Input, Output } from './schema.ts';
import { reusable, type TokenCache } from './token-cache.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters'> & {
  anySpApi: AnySpApi;
  spApiEndpoint: string;
  tokens: TokenCache;
};

/** Hands out an access token, so that no other service has to hold the client secret or a refresh token. */
export async function issueAccessToken(services: Needs, input: Input, alias?: string): Promise<Output> {
  requireAlias(alias, input);
  const { appName, authorization, scope, personalData } = input;
  const { clock, lwa, tokens } = services;
  const { client, refreshToken, region, endpoint } = await readAccountAccess(
    services,
    appName,
    authorization,
  );
  // A new authorization or another client counts at once: both are part of what a token is remembered by.
  const key = [
    appName,
    authorization,
    client.clientId,
    refreshToken.modifiedAt.toISOString(),
    scope ?? '',
  ].join(' ');
  const fetch = () =>
    scope ? lwa.fetchGrantlessToken(client, scope) : lwa.exchangeRefreshToken(client, refreshToken.value);
  const access = await reusable(tokens, clock, key, async () => {
    const { accessToken, expiresIn } = await fetch();
    return { token: accessToken, expiresIn };
  });
  const { token, expiresAt } = personalData
    ? await reusable(tokens, clock, `${key} ${JSON.stringify(personalData)}`, () => {
        // Restricted data tokens come from production, even for calls of the sandbox.
        const production = spApiEndpoint(services.spApiEndpoint, region, false);
        return fetchRestrictedDataToken(
          services.anySpApi,
          { endpoint: production, accessToken: access.token, appName },
          personalData,
        );
      })
    : access;
  return {
    accessToken: token.reveal(),
    expiresAt: expiresAt.toISOString(),
    endpoint,
    region,
    userAgent: userAgentOf(appName),
  };
}
