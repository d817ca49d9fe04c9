import type { Clock } from '#shared/clients/clock.ts';
import type { Sensitive } from '#shared/domain/sensitive.ts';

interface Token {
  token: Sensitive;
  expiresAt: Date;
}

/** Tokens of one container, in memory only. */
export type TokenCache = Map<string, Token>;

/** A token is given out as long as it works for so much longer, in milliseconds. */
const SPARE_MS = 5 * 60 * 1000;

/** One container serves few accounts; more than this are forgotten, the oldest first. */
const MOST_TOKENS = 200;

/** The remembered token of a key, or a new one. */
export async function reusable(
  tokens: TokenCache,
  clock: Clock,
  key: string,
  fetch: () => Promise<{ token: Sensitive; expiresIn: number }>,
): Promise<Token> {
  const now = clock.now().getTime();
  const known = tokens.get(key);
  if (known && known.expiresAt.getTime() - now > SPARE_MS) return known;
  const { token, expiresIn } = await fetch();
  const fresh = { token, expiresAt: new Date(now + expiresIn * 1000) };
  tokens.delete(key);
  tokens.set(key, fresh);
  const [oldest] = tokens.keys();
  if (tokens.size > MOST_TOKENS && oldest) tokens.delete(oldest);
  return fresh;
}
