import type { Services } from '../services.ts';

type Needs = Pick<Services, 'parameters'>;

/** What two applications never have in common. */
type Id = 'clientId' | 'applicationId';

/**
 * The applications by their client ids; several where people registered the same under several names.
 * Only names are listed, and only client ids read.
 * @throws what Parameter Store throws
 */
export const findClients = (services: Needs): Promise<ReadonlyMap<string, string[]>> =>
  applicationsBy(services, 'clientId');

async function applicationsBy({ parameters }: Needs, id: Id): Promise<ReadonlyMap<string, string[]>> {
  const { paths } = parameters;
  const found = await parameters.findBelow(paths.root);
  const apps = found.flatMap(({ name }) => {
    const { appName } = paths.parse(name) ?? {};
    return appName && name === paths.of(appName).lwa[id] ? appName : [];
  });
  const ids = await parameters.get(apps.map((app) => paths.of(app).lwa[id]));
  const byId = new Map<string, string[]>();
  for (const app of apps.toSorted()) {
    const value = ids[paths.of(app).lwa[id]];
    if (value !== undefined) byId.set(value, [...(byId.get(value) ?? []), app]);
  }
  return byId;
}

/**
 * The applications that have an id.
 * @param id which id, `clientId` or `applicationId`
 * @throws what Parameter Store throws
 */
export const findApplicationsOf = async (services: Needs, id: Id, value: string): Promise<string[]> =>
  (await applicationsBy(services, id)).get(value) ?? [];
