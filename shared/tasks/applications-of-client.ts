import type { Services } from '../services.ts';

type Needs = Pick<Services, 'parameters'>;

/**
 * The applications by their client ids; several where people registered the same under several names.
 * Only names are listed, and only client ids read.
 * @throws what Parameter Store throws
 */
export async function findClients({ parameters }: Needs): Promise<ReadonlyMap<string, string[]>> {
  const { paths } = parameters;
  const found = await parameters.findBelow(paths.root);
  const apps = found.flatMap(({ name }) => {
    const { appName } = paths.parse(name) ?? {};
    return appName && name === paths.of(appName).lwa.clientId ? appName : [];
  });
  const ids = await parameters.get(apps.map((app) => paths.of(app).lwa.clientId));
  const clients = new Map<string, string[]>();
  for (const app of apps.toSorted()) {
    const id = ids[paths.of(app).lwa.clientId];
    if (id !== undefined) clients.set(id, [...(clients.get(id) ?? []), app]);
  }
  return clients;
}

/**
 * The applications that have a client id.
 * @throws what Parameter Store throws
 */
export const findApplicationsOf = async (services: Needs, clientId: string): Promise<string[]> =>
  (await findClients(services)).get(clientId) ?? [];
