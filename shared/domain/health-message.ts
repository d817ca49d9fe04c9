import { messageOfExpiry } from './expiry-message.ts';
import type { Cause, News } from './health.ts';
import type { Message } from './messages.ts';
import { runbookLine } from './runbook-line.ts';
import type { DueExpiry } from './secret-expiry.ts';
import { shortTime } from './times.ts';

/** So many causes keep a message within a screen. */
const MOST_CAUSES = 3;

/** So many accounts are named, so that a line stays short. */
const MOST_ACCOUNTS = 5;

/**
 * The message about what changed since the last check of an application's credentials.
 * @param secret what is known of the end of the client secret
 */
export function healthMessage(appName: string, news: News, secret: Partial<DueExpiry> = {}): Message {
  if (news.kind === 'expires') return messageOfExpiry(appName, news, secret);
  const again = `See it at any time: spapi status ${appName}`;
  if (news.kind === 'recovered')
    return {
      appName,
      subject: `[${appName}] works again`,
      body: [
        `All credentials of ${appName} work again. The trouble began on ${shortTime(news.since)}.`,
        again,
        runbookLine('works again'),
      ].join('\n'),
    };
  const { causes, since } = news;
  const [first] = causes;
  const more = causes.length > MOST_CAUSES ? [`And ${causes.length - MOST_CAUSES} more.`] : [];
  return {
    appName,
    subject: `[${appName}] ${HEALTH_WORDS[news.kind]}: ${first?.check ?? ''}: ${first?.error ?? ''}`,
    body: [
      `${failingCalls(causes)} The daily check found this. It has failed since ${shortTime(since)}.`,
      ...listCauses(causes),
      ...more,
      again,
      runbookLine(first?.error ?? ''),
    ].join('\n'),
  };
}

const HEALTH_WORDS = {
  bad: 'no longer works',
  changed: 'fails in another way',
  'still-bad': 'still does not work',
};

/** What Amazon refuses to every caller, and not only to the check. */
const REFUSED_BY_AMAZON = new Set([
  'ClientSecretRejected',
  'AuthorizationRevoked',
  'AuthorizationOfAnotherApplication',
  'AuthorizationOfAnotherRegion',
  'AuthorizationOfAnotherAccountType',
  'MarketplaceNotParticipating',
  'SpApiDenied',
]);

/** Which calls fail; a check names its account in brackets. */
function failingCalls(causes: Cause[]): string {
  const refused = causes.filter(({ error }) => REFUSED_BY_AMAZON.has(error));
  if (refused.length === 0) return 'Calls may still work: Amazon refused none.';
  const accounts = refused.map(({ check }) => /\(([^()]+)\)$/.exec(check)?.[1]);
  if (accounts.includes(undefined)) return 'Calls fail now.';
  const more = accounts.length - MOST_ACCOUNTS;
  const named = `${accounts.slice(0, MOST_ACCOUNTS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return `Calls fail now for the account${accounts.length > 1 ? 's' : ''} ${named}.`;
}

const listCauses = (causes: Cause[]): string[] =>
  causes
    .slice(0, MOST_CAUSES)
    .flatMap(({ check, error, what, remedy }) => [
      `${check}: ${error}. ${trimmed(what)}`,
      `What to do: ${trimmed(remedy)}`,
    ]);

const trimmed = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
