import type { Expiry, Health } from '#shared/domain/health.ts';
import { MAX_KEY_AGE_DAYS } from '#shared/domain/key-rotation.ts';
import { authorizationEnds } from '#shared/domain/renewal.ts';
import { daysAfter } from '#shared/domain/times.ts';
import type { Input } from './schema.ts';

/** What ends when: the client secret, the key of an adopted user, and, as advice, each authorization. */
export function expiriesOf(input: Input, before: Health | undefined): Expiry[] {
  return [
    ...input.expiries.map(({ name, at }) => ({ name, at })),
    ...adoptedKey(input),
    ...authorizationsOf(input, before),
  ];
}

// A key of ours is replaced by itself, so its age is no news.
function adoptedKey({ accessKeys }: Input): Expiry[] {
  const [createdAt] = accessKeys
    .filter(({ ours }) => !ours)
    .map((key) => key.createdAt)
    .toSorted();
  if (!createdAt) return [];
  return [{ name: 'access key', at: daysAfter(createdAt, MAX_KEY_AGE_DAYS) }];
}

// The date comes with a call that worked; without one it is as it was the last time.
function authorizationsOf({ accounts, authorizations }: Input, before: Health | undefined): Expiry[] {
  return accounts.flatMap(({ name }) => {
    const expiry = `authorization ${name}`;
    const authorizedAt = authorizations.find((one) => one.name === name)?.authorizedAt;
    if (authorizedAt) return [{ name: expiry, at: authorizationEnds(authorizedAt) }];
    return (before?.expiries ?? []).filter((one) => one.name === expiry);
  });
}
