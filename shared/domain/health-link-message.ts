import { ALL_APPLICATIONS } from './all-applications.ts';
import { withCapital, withSmallLetter } from './first-letter.ts';
import { composeMessage, type Message } from './message.ts';
import { andMore, nameSome } from './name-some.ts';
import type { NextToAct } from './next-to-act.ts';
import type { Overview } from './overview.ts';
import { REFUSED_BY_AMAZON } from './refusals.ts';
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
  const news =
    acting.length === 0
      ? 'no application waits for anyone'
      : `${acting.length} of ${all} ${acting.length === 1 ? 'waits' : 'wait'} for someone`;
  return composeMessage({
    appName: ALL_APPLICATIONS,
    subject: `[${ALL_APPLICATIONS}] Health: ${news}`,
    first: `${callsThatFail(overviews)}${withCapital(news)}.`,
    runbook: 'Health:',
    lines: [
      ...acting.slice(0, MOST_NAMED).map(({ appName, next }) => `${appName}: ${whoDoesWhat(next)}`),
      ...andMore(acting.length - MOST_NAMED),
      `See days left, the last 90 days and all due dates: ${link.url}`,
      `The link works until ${shortTime(link.expiresAt)}; the next message brings a new one. Anyone with this link can read the page, which shows no secret.`,
      'The same on a terminal: spapi status · Withdraw all such links: spapi status --withdraw-links',
    ],
  });
}

/** Of which applications Amazon refuses calls; empty where of none. */
function callsThatFail(overviews: readonly Overview[]): string {
  const failing = overviews.filter(({ causes }) => causes.some(({ error }) => REFUSED_BY_AMAZON.has(error)));
  if (failing.length === 0) return '';
  return `Calls fail now: ${nameSome(
    failing.map(({ appName }) => appName),
    MOST_NAMED,
  )}. `;
}

const whoDoesWhat = ({ who, what, task }: NextToAct): string =>
  `${who.replace(/^the /, '')}: ${task ? withSmallLetter(what) : what}`;

const countApplications = (count: number): string => `${count} application${count === 1 ? '' : 's'}`;
