import { SecretDates } from '../domain/client-secret.ts';
import type { ApplicationPaths } from '../domain/parameter-paths.ts';
import { readStored } from '../domain/stored-json.ts';
import type { Services } from '../services.ts';

/** The parameters that the mark is made of; none is secret. */
export function markPaths({ iam, lwa }: ApplicationPaths): string[] {
  return [iam.accessKeyId, lwa.secretDates];
}

/**
 * What changes whenever a rotation replaces a credential: a check that sees it change has tried a mixture of old and
 * new, which says nothing.
 * @param stored values by name, those of {@link markPaths} among them
 */
export function markOf({ iam, lwa }: ApplicationPaths, stored: Record<string, string>): string {
  const {
    createdAt = '',
    takenAt = '',
    arriving = '',
    replacing = '',
  } = readStored(SecretDates, stored[lwa.secretDates]) ?? {};
  return [stored[iam.accessKeyId] ?? '', createdAt, takenAt, arriving, replacing].join(' ');
}

/**
 * The mark of now.
 * @throws what Parameter Store throws
 */
export async function credentialsMark(
  { parameters }: Pick<Services, 'parameters'>,
  appName: string,
): Promise<string> {
  const paths = parameters.paths.of(appName);
  return markOf(paths, await parameters.get(markPaths(paths)));
}
