import type { SigningCredentials, SpApiReply } from '../clients/sp-api.ts';
import type { SellingPartner } from '../domain/application.ts';
import { PROBES } from '../domain/probes.ts';
import { type Region, signingRegion, spApiEndpoint } from '../domain/regions.ts';
import type { Sensitive } from '../domain/sensitive.ts';
import type { Services } from '../services.ts';

/** Whose token is tried, and where: the sandbox or production. */
export interface Trial {
  appName: string;
  sandbox: boolean;
  accessToken: Sensitive;
}

/**
 * Makes the harmless call of a kind of account in a region.
 * @param credentials sign it as the tutorial does; without them it is unsigned, as SP-API takes it since October 2023
 * @throws what SP-API throws
 * Source: developer-docs.amazon.com/sp-api/docs/sp-api-endpoints
 */
export async function callProbe(
  services: Pick<Services, 'clock' | 'spApi'> & { spApiEndpoint: string },
  { appName, sandbox, accessToken }: Trial,
  region: Region,
  sellingPartner: SellingPartner,
  credentials?: SigningCredentials,
): Promise<SpApiReply> {
  const { operation, path, query } = PROBES[sellingPartner];
  return services.spApi.get({
    operation,
    endpoint: spApiEndpoint(services.spApiEndpoint, region, sandbox),
    path,
    query: sandbox ? {} : query(services.clock.now()),
    accessToken,
    appName,
    ...(credentials && { signing: { credentials, region: signingRegion(region) } }),
  });
}
