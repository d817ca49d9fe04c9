import { applicationOfClientId, CLIENT_ID_ENDING } from '../domain/parameter-paths.ts';
import type { Services } from '../services.ts';

/**
 * The applications that have a client id; more than one where people registered the same under several names.
 * Only names are listed, and only client ids read.
 */
export async function findApplicationsOf(
  { parameters }: Pick<Services, 'parameters'>,
  clientId: string,
): Promise<string[]> {
  const names = (await parameters.find(CLIENT_ID_ENDING))
    .map(({ name }) => name)
    .filter(applicationOfClientId);
  const ids = await parameters.get(names);
  return names
    .filter((name) => ids[name] === clientId)
    .flatMap((name) => applicationOfClientId(name) ?? [])
    .toSorted();
}
