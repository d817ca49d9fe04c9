import type { WaitingSince } from '#shared/domain/health.ts';
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
  const { paths } = parameters;
  const summaries = (await parameters.find('/summary')).map(({ name }) => paths.parse(name));
  const found = summaries.flatMap((one) => (one?.rest === 'summary' ? one.appName : []));
  // The credentials of one that is being removed do not work any more, and shall not.
  const leaving = (await parameters.find(`${paths.removals.root}/`)).map(({ name }) => name);
  return found.filter((name) => !leaving.includes(paths.removals.open(name))).toSorted();
}

/** What waits for a person, by application, without reading it: a task holds its token. */
async function findWaiting({ parameters }: Needs): Promise<Map<string, WaitingSince[]>> {
  const waiting = new Map<string, WaitingSince[]>();
  for (const { name, modifiedAt } of await parameters.find('/tasks/')) {
    const { appName = '', rest = '' } = parameters.paths.parse(name) ?? {};
    const [, task] = rest.match(/^tasks\/([^/]+)$/) ?? [];
    if (!task) continue;
    waiting.set(appName, [...(waiting.get(appName) ?? []), { task, askedAt: modifiedAt.toISOString() }]);
  }
  return waiting;
}
