import type { Services } from '../services.ts';

/**
 * The applications that have a client id; more than one where people registered the same under several names.
 * Only names are listed, and only client ids read.
 */
export async function findApplicationsOf(
  { parameters }: Pick<Services, 'parameters'>,
  clientId: string,
): Promise<string[]> {
  const { paths } = parameters;
  const found = await parameters.findBelow(paths.root);
  const apps = found.flatMap(({ name }) => {
    const { appName } = paths.parse(name) ?? {};
    return appName && name === paths.of(appName).lwa.clientId ? appName : [];
  });
  const ids = await parameters.get(apps.map((app) => paths.of(app).lwa.clientId));
  return apps.filter((app) => ids[paths.of(app).lwa.clientId] === clientId).toSorted();
}
