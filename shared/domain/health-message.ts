import { messageOfExpiry } from './expiry-message.ts';
import type { Cause, News } from './health.ts';
import { composeMessage, type Insight, type Message } from './message.ts';
import { callsFailFor } from './messages.ts';
import { andMore } from './name-some.ts';
import { commandsToFix, REFUSED_BY_AMAZON, whoCanFix } from './refusals.ts';
import type { DueExpiry } from './secret-expiry.ts';
import { shortTime } from './times.ts';

/** So many causes keep a message within a screen. */
const MOST_CAUSES = 3;

/**
 * The message about what changed since the last check of an application's credentials.
 * @param secret what is known of the end of the client secret
 * @param insights what is known of a cause beyond its error
 */
export function healthMessage(
  appName: string,
  news: News,
  secret: Partial<DueExpiry> = {},
  insights: ReadonlyMap<Cause, Insight> = new Map(),
): Message {
  if (news.kind === 'expires') return messageOfExpiry(appName, news, secret);
  const again = `See the status at any time: spapi status ${appName}`;
  if (news.kind === 'recovered')
    return composeMessage({
      appName,
      subject: `[${appName}] works again`,
      first: `All credentials of ${appName} work again. The trouble began on ${shortTime(news.since)}.`,
      runbook: 'works again',
      lines: [again],
    });
  const { causes, since } = news;
  const [first] = causes;
  return composeMessage({
    appName,
    subject: `[${appName}] ${HEALTH_WORDS[news.kind]}: ${first?.check ?? ''}: ${first?.error ?? ''}`,
    first: `${failingCalls(causes)} The daily check found this. It has failed since ${shortTime(since)}.`,
    runbook: first?.error ?? '',
    lines: [
      ...causes.slice(0, MOST_CAUSES).flatMap((cause) => linesOf(appName, cause, insights.get(cause))),
      ...andMore(causes.length - MOST_CAUSES),
      again,
    ],
  });
}

const HEALTH_WORDS = {
  bad: 'no longer works',
  changed: 'fails in another way',
  'still-bad': 'still does not work',
};

/** The account that a check is about: it names it in brackets. */
const accountOf = (check: string): string | undefined => /\(([^()]+)\)$/.exec(check)?.[1];

/** Which calls fail. */
function failingCalls(causes: Cause[]): string {
  const refused = causes.filter(({ error }) => REFUSED_BY_AMAZON.has(error));
  if (refused.length === 0) return 'Calls may still work: Amazon refused none.';
  const accounts = refused.flatMap(({ check }) => accountOf(check) ?? []);
  return accounts.length < refused.length ? 'Calls fail now.' : callsFailFor(accounts);
}

const linesOf = (
  appName: string,
  { check, error, what, remedy }: Cause,
  { likely = [], remedies = [], possible = [] }: Insight = {},
): string[] => [
  `${check}: ${error}. ${trimmed(what)}`,
  ...likely,
  `What to do: ${trimmed(remedy)}`,
  ...remedies,
  ...whoCanFix(error),
  ...commandsToFix(error, appName, accountOf(check)),
  ...possible,
];

const trimmed = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
