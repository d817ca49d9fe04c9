import type { Authorization } from './application.ts';
import { DAY_MS, daysAfter, shortTime } from './times.ts';

/** Amazon asks for a new authorization once a year. Source: developer-docs.amazon.com/sp-api/docs/renew-authorizations */
export const AUTHORIZATION_DAYS = 365;

/** A person is asked this many days before, because nobody can authorize by program. */
const ASKED_BEFORE_DAYS = 35;

/**
 * When an authorization should be renewed at the latest. Amazon says so of public applications, so it is advice.
 * @param authorizedAt when its refresh token was stored; ISO 8601, UTC
 */
export const authorizationEnds = (authorizedAt: string): string =>
  daysAfter(authorizedAt, AUTHORIZATION_DAYS);

/**
 * Why a person has to authorize the application again although the refresh token works; `undefined` while it has not
 * to be. A role that was added to the application is in new refresh tokens only.
 * @param authorizedAt when the refresh token was stored; ISO 8601, UTC
 * Source: developer-docs.amazon.com/sp-api/docs/renew-authorizations, …/roles-in-the-selling-partner-api
 */
export function whyRenew(
  { tokensSince }: Pick<Authorization, 'tokensSince'>,
  authorizedAt: string,
  now: Date,
): string | undefined {
  if (tokensSince && Date.parse(authorizedAt) < Date.parse(tokensSince))
    return `A data access role was added on ${shortTime(tokensSince)}; the refresh token of ${shortTime(authorizedAt)} does not have it.`;
  const askedFrom = Date.parse(authorizationEnds(authorizedAt)) - ASKED_BEFORE_DAYS * DAY_MS;
  return now.getTime() >= askedFrom
    ? `The authorization is of ${shortTime(authorizedAt)}; Amazon asks for a new one within a year.`
    : undefined;
}
