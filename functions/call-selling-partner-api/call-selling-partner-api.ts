import { parameterPaths } from '#shared/domain/parameter-paths.ts';
import { PROBES } from '#shared/domain/probes.ts';
import { signingRegion, spApiEndpoint } from '#shared/domain/regions.ts';
import { assumeStoredRole } from '#shared/iam/assume-stored-role.ts';
import type { Services } from '#shared/services.ts';
import { fetchAccessToken } from '#shared/tasks/fetch-access-token.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'lwa' | 'parameters' | 'spApi' | 'sts'> & { spApiEndpoint: string };

/** Tutorial step 8: one harmless call that proves the whole chain, signed with the role's credentials. */
export async function callSellingPartnerApi(services: Needs, input: Input): Promise<Output> {
  const { appName, sandbox, authorization, iam } = input;
  const { roleArn } = iam;
  const { name, region, sellingPartner } = authorization;
  const probe = PROBES[sellingPartner];
  const now = services.clock.now();
  const { accessToken } = await fetchAccessToken(services, appName, name);
  const reply = await services.spApi.get({
    operation: probe.operation,
    endpoint: spApiEndpoint(services.spApiEndpoint, region, sandbox),
    path: probe.path,
    query: sandbox ? {} : probe.query(now),
    accessToken,
    appName,
    ...(roleArn ? { signing: await signing(services, appName, roleArn, input) } : {}),
  });
  const { marketplaceIds, warnings } = probe.check(reply.body, authorization, sandbox);
  const { operation } = probe;
  const requestId = reply.requestId ? { requestId: reply.requestId } : {};
  const verified = { operation, signed: Boolean(roleArn), ...requestId, marketplaceIds, warnings };
  const verifiedAt = now.toISOString();
  const { verified: parameter } = parameterPaths(appName).authorization(name);
  await services.parameters.put(appName, parameter, JSON.stringify({ verifiedAt, ...verified }));
  return { name, region, ...verified, verifiedAt };
}

async function signing(services: Needs, appName: string, roleArn: string, { authorization }: Input) {
  const credentials = await assumeStoredRole(services, { appName, roleArn });
  return { credentials, region: signingRegion(authorization.region) };
}
