import { type HealthCall, type HealthCallReply, shortOverview } from '#shared/health/health-call.ts';
import { findHealthLink } from '#shared/health/health-link.ts';
import { readOverviews } from '#shared/health/read-overviews.ts';
import type { Services } from '#shared/services.ts';
import { hasExpired } from '#shared/tasks/task-link.ts';

/** Reads the health of all applications, for a link that is valid. It looks at the link itself, whatever the pages say. */
export async function showHealth(
  services: Pick<Services, 'clock' | 'parameters'>,
  { id }: HealthCall,
): Promise<HealthCallReply> {
  const link = await findHealthLink(services, id);
  if (!link || hasExpired(link, services)) return { reply: 'closed' };
  return { reply: 'health', overviews: (await readOverviews(services)).map(shortOverview) };
}
