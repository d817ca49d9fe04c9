import * as z from 'zod/mini';
import type { LwaClient } from '../clients/lwa.ts';
import { missing } from '../clients/missing-parameter.ts';
import { REGIONS, type Region } from '../domain/regions.ts';
import type { Sensitive } from '../domain/sensitive.ts';
import { readStored } from '../domain/stored-json.ts';
import type { Services } from '../services.ts';
import { requireLwaClient } from '../tasks/lwa-client.ts';

const Details = z.object({ region: z.enum(REGIONS), endpoint: z.string() });

/** What is stored for calls as a selling account. */
export interface AccountAccess {
  client: LwaClient;
  refreshToken: { value: Sensitive; modifiedAt: Date };
  region: Region;
  /** Address of SP-API, of the sandbox where the application is one of it. */
  endpoint: string;
}

/**
 * Reads what is stored for calls as a selling account, once create-private-app has connected it.
 * @param name name of the authorization
 * @throws MissingParameter, and what Parameter Store throws
 */
export async function readAccountAccess(
  services: Pick<Services, 'parameters'>,
  appName: string,
  name: string,
): Promise<AccountAccess> {
  const { parameters } = services;
  const paths = parameters.paths.of(appName).authorization(name);
  const details = readStored(Details, (await parameters.get([paths.details]))[paths.details]);
  if (!details) throw missing(paths.details);
  const client = await requireLwaClient(services, appName);
  const refreshToken = await parameters.getDatedSecret(paths.refreshToken);
  if (!refreshToken) throw missing(paths.refreshToken);
  return { client, refreshToken, ...details };
}
