import { healthLinkMessage } from '#shared/domain/health-link-message.ts';
import { createHealthLink } from '#shared/health/health-link.ts';
import { readOverviews } from '#shared/health/read-overviews.ts';
import type { Services } from '#shared/services.ts';

type Needs = Pick<Services, 'clock' | 'parameters' | 'topic'> & {
  /** Address of the pages; the function is not deployed without them. */
  pageUrl: string | undefined;
};

/** Tells people how all applications are doing, with a fresh link to the page that shows it. Without an application nobody is told. */
export async function sendHealthLink(services: Needs): Promise<{ sent: boolean }> {
  const { pageUrl } = services;
  const overviews = await readOverviews(services);
  if (overviews.length === 0 || !pageUrl) return { sent: false };
  const link = await createHealthLink(services, { pageUrl });
  await services.topic.publish(healthLinkMessage(overviews, link));
  return { sent: true };
}
