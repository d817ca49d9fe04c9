import { AppName } from '#shared/domain/application.ts';
import type { WaitingSince } from '#shared/domain/health.ts';
import { ROOT_PATH, removalPaths } from '#shared/domain/parameter-paths.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'parameters'> & { mostPerExecution: number };

/** Which applications a check is about: those that were ready once, as only they have credentials that can rot. */
export async function listApplications(services: Needs, { appName, appNames }: Input): Promise<Output> {
  const found = appName ? [appName] : (appNames ?? (await findReady(services)));
  const { mostPerExecution } = services;
  if (found.length <= mostPerExecution || appNames) {
    const waiting = await findWaiting(services);
    return {
      applications: found.map((one) => ({ appName: one, waiting: waiting.get(one) ?? [] })),
      batches: [],
    };
  }
  const parts = Array.from({ length: Math.ceil(found.length / mostPerExecution) }, (_, i) => ({
    appNames: found.slice(i * mostPerExecution, (i + 1) * mostPerExecution),
  }));
  return { applications: [], batches: parts };
}

async function findReady({ parameters }: Needs): Promise<string[]> {
  const summaries = await parameters.find('/summary');
  const found = summaries
    .map(({ name }) => name.match(new RegExp(`^${ROOT_PATH}/([^/]+)/summary$`))?.[1])
    .filter((name) => AppName.safeParse(name).success)
    .map(String);
  // The credentials of one that is being removed do not work any more, and shall not.
  const leaving = (await parameters.find(`${removalPaths.root}/`)).map(({ name }) => name);
  return found.filter((name) => !leaving.includes(removalPaths.open(name))).toSorted();
}

/** What waits for a person, by application, without reading it: a task holds its token. */
async function findWaiting({ parameters }: Needs): Promise<Map<string, WaitingSince[]>> {
  const waiting = new Map<string, WaitingSince[]>();
  for (const { name, modifiedAt } of await parameters.find('/tasks/')) {
    const [, app = '', task = ''] = name.match(new RegExp(`^${ROOT_PATH}/([^/]+)/tasks/([^/]+)$`)) ?? [];
    waiting.set(app, [...(waiting.get(app) ?? []), { task, askedAt: modifiedAt.toISOString() }]);
  }
  return waiting;
}
