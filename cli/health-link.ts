import { shortTime } from '#shared/domain/times.ts';
import { createHealthLink, MOST_LINK_DAYS, withdrawHealthLinks } from '#shared/health/health-link.ts';
import type { Connection } from './connection.ts';
import { CommandRefused, UsageError } from './errors.ts';
import { outputsOf, stackNameOf } from './stack-outputs.ts';

/**
 * Makes a link to the page that shows the health of all applications.
 * @param days how long it works, as typed; 14 days where it is left out
 * @throws UsageError for another number of days, CommandRefused where the stack has no pages
 */
export async function makeHealthLink(
  { aws, installation, services }: Connection,
  days: string | undefined,
): Promise<{ url: string; expiresAt: string }> {
  const count = days === undefined ? undefined : readDays(days);
  const stackName = stackNameOf(installation.stage);
  const pageUrl = (await outputsOf(aws, stackName)).get('ServeTaskPagesLambdaFunctionUrl');
  if (pageUrl) return createHealthLink(services, { pageUrl, ...(count && { days: count }) });
  throw new CommandRefused({
    what: `The stack ${stackName} has no pages in ${aws.region}.`,
    remedy: 'Check --stage and --region. If it was deployed with --param pages=off, use "spapi status".',
  });
}

/** @throws UsageError */
function readDays(text: string): number {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= MOST_LINK_DAYS) return days;
  throw new UsageError(`--days takes a whole number from 1 to ${MOST_LINK_DAYS}.`);
}

/** What is said of a link that was made. */
export const linkLines = ({ url, expiresAt }: { url: string; expiresAt: string }): string[] => [
  url,
  `The link works until ${shortTime(expiresAt)}. The page shows no secret and changes nothing, but anyone who has the link can read it.`,
];

/** Withdraws all links to the health page, and says how many. */
export async function withdrawLinks({ services }: Pick<Connection, 'services'>): Promise<string> {
  const count = await withdrawHealthLinks(services);
  return count === 0
    ? 'There was no link to the health page.'
    : `Withdrawn: ${count} link${count === 1 ? '' : 's'} to the health page. None of them works any more.`;
}
