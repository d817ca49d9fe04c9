import type { Application } from '../domain/application.ts';
import { unpackApplication } from '../domain/stored-application.ts';
import type { Services } from '../services.ts';

/**
 * The stored configuration of an application.
 * @returns `undefined` when there is none, or it is another version's
 * @throws what Parameter Store throws
 */
export async function readApplication(
  { parameters }: Pick<Services, 'parameters'>,
  appName: string,
): Promise<Application | undefined> {
  const { config } = parameters.paths.of(appName);
  const stored = await parameters.get([config]);
  return unpackApplication(stored[config]);
}
