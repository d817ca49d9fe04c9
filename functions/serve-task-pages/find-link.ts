import { readStored } from '#shared/domain/stored-json.ts';
import { HealthLink } from '#shared/health/health-link.ts';
import type { Services } from '#shared/services.ts';
import { findLinkText, TaskLink } from '#shared/tasks/task-link.ts';

/** A link, and which page it opens. Each opens one only. */
export type FoundLink = { opens: 'task'; link: TaskLink } | { opens: 'health'; link: HealthLink };

/** What the id in an address stands for; `undefined` where no such link is known. One look-up, whatever it is. */
export async function findLink(
  services: Pick<Services, 'parameters'>,
  id: string,
): Promise<FoundLink | undefined> {
  const text = await findLinkText(services, id);
  const task = readStored(TaskLink, text);
  if (task) return { opens: 'task', link: task };
  const health = readStored(HealthLink, text);
  return health && { opens: 'health', link: health };
}
