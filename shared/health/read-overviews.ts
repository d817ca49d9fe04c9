import type { Overview, StoredOverview } from '../domain/overview.ts';
import { overviewNames, overviewOf } from '../domain/overview.ts';
import type { ParameterPaths } from '../domain/parameter-paths.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'clock' | 'parameters'>;

/** Names of the parameters of each application, without their values. */
export type ParameterNames = Map<string, string[]>;

/** The names of parameters by the application that they belong to. What belongs to none is left out. */
export function byApplication(paths: ParameterPaths, names: Iterable<string>): ParameterNames {
  const found: ParameterNames = new Map();
  for (const name of names) {
    // The links to task pages stand beside the applications, under a name that none can have.
    const { appName } = paths.parse(name) ?? {};
    if (appName) found.set(appName, [...(found.get(appName) ?? []), name]);
  }
  return found;
}

/**
 * Reads what is stored of applications for their overviews. No secret is read, and of a task only its name.
 * @throws what Parameter Store throws
 */
export async function readStoredOverviews(
  { parameters }: Pick<Services, 'parameters'>,
  applications: ParameterNames,
): Promise<StoredOverview[]> {
  const { paths } = parameters;
  const values = await parameters.get([...applications.keys()].flatMap((app) => overviewNames(paths, app)));
  return [...applications].map(([appName, names]) => {
    const { tasks } = paths.of(appName);
    const ours = overviewNames(paths, appName).flatMap((name) => {
      const value = values[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    return {
      appName,
      values: Object.fromEntries(ours),
      tasks: names
        .filter((name) => name.startsWith(`${tasks}/`))
        .map((name) => name.slice(tasks.length + 1))
        .toSorted(),
    };
  });
}

/**
 * The overviews of all applications, in order of their names.
 * @throws what Parameter Store throws
 */
export async function readOverviews({ clock, parameters }: Needs): Promise<Overview[]> {
  const { paths } = parameters;
  const listed = await parameters.findBelow(paths.root);
  const applications = byApplication(
    paths,
    listed.map(({ name }) => name),
  );
  const stored = await readStoredOverviews({ parameters }, applications);
  const now = clock.now();
  return stored
    .map((one) => overviewOf(paths, one, now))
    .toSorted((a, b) => a.appName.localeCompare(b.appName));
}
