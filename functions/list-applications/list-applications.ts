import { AppName } from '#shared/domain/application.ts';
import { ROOT_PATH } from '#shared/domain/parameter-paths.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'parameters'> & { mostPerExecution: number };

/** Which applications a check is about: those that were ready once, as only they have credentials that can rot. */
export async function listApplications(services: Needs, { appName, appNames }: Input): Promise<Output> {
  const found = appName ? [appName] : (appNames ?? (await findReady(services)));
  const { mostPerExecution } = services;
  if (found.length <= mostPerExecution || appNames)
    return { applications: found.map((one) => ({ appName: one })), batches: [] };
  const parts = Array.from({ length: Math.ceil(found.length / mostPerExecution) }, (_, i) => ({
    appNames: found.slice(i * mostPerExecution, (i + 1) * mostPerExecution),
  }));
  return { applications: [], batches: parts };
}

async function findReady({ parameters }: Needs): Promise<string[]> {
  const names = await parameters.findNames('/summary');
  return names
    .map((name) => name.match(new RegExp(`^${ROOT_PATH}/([^/]+)/summary$`))?.[1])
    .filter((name) => AppName.safeParse(name).success)
    .map(String)
    .toSorted();
}
