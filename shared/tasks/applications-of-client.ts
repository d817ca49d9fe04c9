import type { Services } from '../services.ts';

type Needs = Pick<Services, 'parameters'>;

/** What two applications never have in common. */
export type OwnId = 'clientId' | 'applicationId';

/**
 * The applications by one of their ids each; several where people registered the same under several names.
 * Only names are listed, once, and only these ids read.
 * @throws what Parameter Store throws
 */
export async function applicationsBy<I extends OwnId>(
  { parameters }: Needs,
  ids: readonly I[],
): Promise<Record<I, ReadonlyMap<string, string[]>>> {
  const { paths } = parameters;
  const names = new Set((await parameters.findBelow(paths.root)).map(({ name }) => name));
  const apps = [...new Set([...names].flatMap((name) => paths.parse(name)?.appName ?? []))].toSorted();
  const nameOf = (app: string, id: I) => paths.of(app).lwa[id];
  const wanted = apps.flatMap((app) => ids.map((id) => nameOf(app, id))).filter((name) => names.has(name));
  const values = await parameters.get(wanted);
  const by = (id: I) =>
    Map.groupBy(
      apps.filter((app) => values[nameOf(app, id)] !== undefined),
      (app) => values[nameOf(app, id)] as string,
    );
  return Object.fromEntries(ids.map((id) => [id, by(id)])) as Record<I, Map<string, string[]>>;
}

/** The applications by their client ids; as {@link applicationsBy}. */
export const findClients = async (services: Needs): Promise<ReadonlyMap<string, string[]>> =>
  (await applicationsBy(services, ['clientId'])).clientId;
