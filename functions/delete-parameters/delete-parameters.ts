import { joinRemoved } from '#shared/domain/removal.ts';
import { requireRemoval, writeRemoval } from '#shared/removal/open-removal.ts';
import { parametersOf } from '#shared/removal/parameters-of.ts';
import type { Services } from '#shared/services.ts';
import { linksOf } from '#shared/tasks/task-link.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'parameters'>;

/** Deletes everything below the path of the application, the secrets last, after its links. Only names are read. */
export async function deleteParameters(services: Needs, { appName }: Input): Promise<Output> {
  const { parameters } = services;
  const removal = await requireRemoval(services, appName);
  const found = await parametersOf(services, appName);
  const names = found.map(({ name }) => name);
  const removed = joinRemoved(removal.removed, { iam: [], parameters: names });
  await writeRemoval(services, appName, { ...removal, removed });
  const links = await linksOf(services, appName);
  const namesOf = (wanted: boolean) =>
    found.filter(({ secret }) => secret === wanted).map(({ path }) => path);
  for (const part of [links, namesOf(false), namesOf(true)])
    if (part.length > 0) await parameters.delete(part);
  return { parameters: found.length, links: links.length };
}
