import type { FoundParameter } from '#shared/clients/parameter-lists.ts';
import { DAY_MS } from '#shared/domain/times.ts';
import type { Services } from '#shared/services.ts';
import { endOfLink } from '#shared/tasks/task-link.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'parameters'>;

/** An expired link is kept this long, so that who opens it is told that it expired and not that it is unknown. */
const LINK_KEPT_DAYS = 30;
/** A replaced client secret works for seven days, and is stored when it has been replaced: one day more is safe. */
const SECRET_KEPT_DAYS = 8;
/** So many are deleted at once, ten a call; the next check goes on. */
const MOST_REMOVED = 500;

/**
 * Deletes links to task pages that expired long ago, and replaced client secrets that no longer work with all their old
 * versions, of all applications, without reading any.
 */
export async function removeExpired({ clock, parameters }: Needs, _input: Input): Promise<Output> {
  const now = clock.now().getTime();
  const { paths } = parameters;
  const isOver = (found: FoundParameter): boolean => {
    if (found.name.startsWith(`${paths.links.root}/`))
      return endOfLink(found) < now - LINK_KEPT_DAYS * DAY_MS;
    const { appName = '' } = paths.parse(found.name) ?? {};
    const isReplaced = found.name === paths.of(appName).lwa.previousClientSecret;
    return isReplaced && found.modifiedAt.getTime() < now - SECRET_KEPT_DAYS * DAY_MS;
  };
  const expired = (await parameters.findBelow(paths.root)).filter(isOver).map(({ name }) => name);
  const removed = expired.slice(0, MOST_REMOVED);
  if (removed.length > 0) await parameters.delete(removed);
  return { removed: removed.length };
}
