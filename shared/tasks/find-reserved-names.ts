import { type ChosenNames, hasReservedName, reservedNameProblems } from '../domain/reserved-names.ts';
import type { Services } from '../services.ts';
import { readApplication } from './read-application.ts';

/**
 * The problems of reserved names in an input, one line each; none for those that the application has already.
 * @throws what Parameter Store throws
 */
export async function findReservedNames(
  services: Pick<Services, 'parameters'>,
  input: ChosenNames,
): Promise<string[]> {
  if (!hasReservedName(input)) return [];
  return reservedNameProblems(input, await readApplication(services, input.appName));
}
