import type { SellingPartner } from '../domain/application.ts';
import { PROBES } from '../domain/probes.ts';
import { type Region, spApiEndpoint } from '../domain/regions.ts';
import type { Sensitive } from '../domain/sensitive.ts';
import type { Services } from '../services.ts';

/** Whose token is tried, and where: the sandbox or production. */
export interface Trial {
  appName: string;
  sandbox: boolean;
  accessToken: Sensitive;
}

/**
 * Makes the harmless call of a kind of account in a region, unsigned, as SP-API takes it since October 2023.
 * @returns the body of the answer
 * @throws what SP-API throws
 * Source: developer-docs.amazon.com/sp-api/docs/sp-api-endpoints
 */
export async function callProbe(
  services: Pick<Services, 'clock' | 'spApi'> & { spApiEndpoint: string },
  { appName, sandbox, accessToken }: Trial,
  region: Region,
  sellingPartner: SellingPartner,
): Promise<unknown> {
  const { operation, path, query } = PROBES[sellingPartner];
  const reply = await services.spApi.get({
    operation,
    endpoint: spApiEndpoint(services.spApiEndpoint, region, sandbox),
    path,
    query: sandbox ? {} : query(services.clock.now()),
    accessToken,
    appName,
  });
  return reply.body;
}
