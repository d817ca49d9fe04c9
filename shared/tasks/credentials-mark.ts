import { SecretDates } from '../domain/client-secret.ts';
import { parameterPaths } from '../domain/parameter-paths.ts';
import { readStored } from '../domain/stored-json.ts';
import type { Services } from '../services.ts';

/**
 * What changes whenever a rotation replaces a credential, without reading a secret: a check that sees it change has
 * tried a mixture of old and new, which says nothing.
 * @throws what Parameter Store throws
 */
export async function credentialsMark(
  { parameters }: Pick<Services, 'parameters'>,
  appName: string,
): Promise<string> {
  const { iam, lwa } = parameterPaths(appName);
  const stored = await parameters.get([iam.accessKeyId, lwa.secretDates]);
  const { takenAt = '', arriving = '' } = readStored(SecretDates, stored[lwa.secretDates]) ?? {};
  return [stored[iam.accessKeyId] ?? '', takenAt, arriving].join(' ');
}
