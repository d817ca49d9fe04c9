import { spApiEndpoint } from '#shared/domain/regions.ts';
import type { Services } from '#shared/services.ts';
import { fetchAccessToken } from '#shared/tasks/fetch-access-token.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters'> & { spApiEndpoint: string };

/** Tutorial step 7: exchanges the refresh token and keeps what another service needs to connect. */
export async function exchangeLwaToken(services: Needs, input: Input): Promise<Output> {
  const { appName, sandbox, authorization } = input;
  const { expiresIn } = await fetchAccessToken(services, appName, authorization.name);
  const endpoint = spApiEndpoint(services.spApiEndpoint, authorization.region, sandbox);
  const { name, ...account } = authorization;
  const details = services.parameters.paths.of(appName).authorization(name).details;
  await services.parameters.put(appName, details, JSON.stringify({ ...account, sandbox, endpoint }));
  return { endpoint, expiresIn, exchangedAt: services.clock.now().toISOString() };
}
