import type { FoundParameter } from '#shared/clients/parameter-lists.ts';
import type { WaitingSince } from '#shared/domain/health.ts';
import type { ParameterPaths } from '#shared/domain/parameter-paths.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'parameters'> & { mostPerExecution: number };

/**
 * Which applications a check is about, and what waits for a person. Names alone are read, and once: a list goes through
 * all parameters of the account.
 */
export async function listApplications(services: Needs, { appName, appNames }: Input): Promise<Output> {
  const { parameters, mostPerExecution } = services;
  const { paths } = parameters;
  const listed = await parameters.findBelow(appName ? paths.of(appName).tasks : paths.root);
  const found = appName ? [appName] : (appNames ?? readyIn(listed, paths));
  if (found.length <= mostPerExecution || appNames) {
    const waiting = waitingIn(listed, paths);
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

/** Those that were ready once: only they have credentials that can rot. */
function readyIn(listed: FoundParameter[], paths: ParameterPaths): string[] {
  const names = new Set(listed.map(({ name }) => name));
  const parsed = listed.map(({ name }) => paths.parse(name));
  const found = parsed.flatMap((one) => (one?.rest === 'summary' ? one.appName : []));
  // The credentials of one that is being removed do not work any more, as intended.
  return found.filter((name) => !names.has(paths.removals.open(name))).toSorted();
}

/** What waits for a person, by application, without reading it: a task holds its token. */
function waitingIn(listed: FoundParameter[], paths: ParameterPaths): Map<string, WaitingSince[]> {
  const waiting = new Map<string, WaitingSince[]>();
  for (const { name, modifiedAt } of listed) {
    const { appName = '', rest = '' } = paths.parse(name) ?? {};
    const [, task] = rest.match(/^tasks\/([^/]+)$/) ?? [];
    if (!task) continue;
    waiting.set(appName, [...(waiting.get(appName) ?? []), { task, askedAt: modifiedAt.toISOString() }]);
  }
  return waiting;
}
