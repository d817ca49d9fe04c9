import { ALL_APPLICATIONS } from './all-applications.ts';
import type { Message } from './messages.ts';
import type { Overview } from './overview.ts';
import { runbookLine } from './runbook-line.ts';
import { shortTime } from './times.ts';

/** So many applications are named, so that a message stays short; the page has all. */
const MOST_NAMED = 4;

/**
 * The regular message about all applications, with a link to the page of their health.
 * @param link its address, and when it ends
 */
export function healthLinkMessage(
  overviews: readonly Overview[],
  link: { url: string; expiresAt: string },
): Message {
  const acting = overviews.flatMap(({ appName, next }) => (next ? [{ appName, next }] : []));
  const all = countApplications(overviews.length);
  const more = acting.length - MOST_NAMED;
  const news =
    acting.length === 0
      ? 'no application needs a person'
      : `${acting.length} of ${all} ${acting.length === 1 ? 'needs' : 'need'} a person`;
  return {
    appName: ALL_APPLICATIONS,
    subject: `[${ALL_APPLICATIONS}] Health: ${news}`,
    body: [
      `${news[0]?.toUpperCase()}${news.slice(1)}.`,
      ...acting.slice(0, MOST_NAMED).map(({ appName, next: { who, what } }) => `${appName}: ${who}: ${what}`),
      ...(more > 0 ? [`And ${more} more.`] : []),
      `See days left, the last 90 days and all due dates: ${link.url}`,
      `The link works until ${shortTime(link.expiresAt)}; the next message brings a new one. Anyone with this link can read the page, which shows no secret.`,
      'The same on a terminal: spapi status · Withdraw all such links: spapi status --withdraw-links',
      runbookLine('Health:'),
    ].join('\n'),
  };
}

const countApplications = (count: number): string => `${count} application${count === 1 ? '' : 's'}`;
