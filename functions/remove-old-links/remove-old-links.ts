import { DAY_MS } from '#shared/domain/times.ts';
import type { Services } from '#shared/services.ts';
import { endOfLink } from '#shared/tasks/task-link.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'parameters'>;

/** An expired link is kept this long, so that who opens it is told that it expired and not that it is unknown. */
const KEPT_DAYS = 30;
/** So many are deleted at once, ten a call; the next check goes on. */
const MOST_REMOVED = 500;

/** Deletes the links to task pages that expired long ago, of all applications, without reading any. */
export async function removeOldLinks({ clock, parameters }: Needs, _input: Input): Promise<Output> {
  const keptFrom = clock.now().getTime() - KEPT_DAYS * DAY_MS;
  const links = await parameters.findBelow(parameters.paths.links.root);
  const old = links.filter((link) => endOfLink(link) < keptFrom).map(({ name }) => name);
  const removed = old.slice(0, MOST_REMOVED);
  if (removed.length > 0) await parameters.delete(removed);
  return { removed: removed.length };
}
