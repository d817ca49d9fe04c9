import { SecretDates } from '../domain/client-secret.ts';
import { parameterPaths } from '../domain/parameter-paths.ts';
import { readStored } from '../domain/stored-json.ts';
import type { Services } from '../services.ts';

/** The parameters that the mark is made of; none is secret. */
export function markPaths(appName: string): string[] {
  const { iam, lwa } = parameterPaths(appName);
  return [iam.accessKeyId, lwa.secretDates];
}

/**
 * What changes whenever a rotation replaces a credential: a check that sees it change has tried a mixture of old and
 * new, which says nothing.
 * @param stored values by name, those of {@link markPaths} among them
 */
export function markOf(appName: string, stored: Record<string, string>): string {
  const { iam, lwa } = parameterPaths(appName);
  const { takenAt = '', arriving = '' } = readStored(SecretDates, stored[lwa.secretDates]) ?? {};
  return [stored[iam.accessKeyId] ?? '', takenAt, arriving].join(' ');
}

/**
 * The mark of now.
 * @throws what Parameter Store throws
 */
export const credentialsMark = async (
  { parameters }: Pick<Services, 'parameters'>,
  appName: string,
): Promise<string> => markOf(appName, await parameters.get(markPaths(appName)));
