import type { LwaClient } from '../clients/lwa.ts';
import { parameterPaths } from '../domain/parameter-paths.ts';
import type { Services } from '../services.ts';

/** The stored LWA client id and secret of an application, if both are there. */
export async function readLwaClient(
  { parameters }: Pick<Services, 'parameters'>,
  appName: string,
): Promise<LwaClient | undefined> {
  const { lwa } = parameterPaths(appName);
  const [plain, secret] = [
    await parameters.get([lwa.clientId]),
    await parameters.getSecrets([lwa.clientSecret]),
  ];
  const [clientId, clientSecret] = [plain[lwa.clientId], secret[lwa.clientSecret]];
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}
