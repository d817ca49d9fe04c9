import { missing } from '#shared/clients/missing-parameter.ts';
import { fetchAccountToken } from '#shared/connect/account-token.ts';
import { type AccountValues, publicValues } from '#shared/connect/account-values.ts';
import { requireLwaClient } from '#shared/tasks/lwa-client.ts';
import type { Connection } from './connection.ts';
import { type AccountName, chooseAuthorization, readStoredApplication } from './stored-application.ts';

/**
 * Everything that a program needs to connect as a selling account, read anew. It lives in memory only.
 * @throws UsageError, CommandRefused, and what Parameter Store and LWA throw
 */
export async function readAccountValues(
  connection: Connection,
  { appName, authorization }: AccountName,
  wanted: readonly (keyof AccountValues)[],
  sandbox?: boolean,
): Promise<AccountValues> {
  const { services } = connection;
  const application = await readStoredApplication(connection, appName);
  const account = chooseAuthorization(application, authorization);
  const { refreshToken } = services.parameters.paths.of(appName).authorization(account.name);
  const { clientId, clientSecret } = await requireLwaClient(services, appName);
  const stored = (await services.parameters.getSecrets([refreshToken]))[refreshToken];
  if (!stored) throw missing(refreshToken);
  const token = wanted.includes('accessToken')
    ? await fetchAccountToken(services, appName, account.name)
    : undefined;
  return {
    clientId,
    clientSecret: clientSecret.reveal(),
    refreshToken: stored.reveal(),
    accessToken: token?.accessToken.reveal() ?? '',
    ...publicValues(
      { spApiEndpoint: services.spApiEndpoint, lwaEndpoint: connection.lwaEndpoint },
      { name: appName, sandbox: sandbox ?? application.sandbox },
      account,
    ),
  };
}
