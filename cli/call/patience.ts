import type { HttpReply } from '#shared/clients/http.ts';
import type { Operation } from '#shared/operations/operation.ts';

/** Waits, and tells the person why. */
export type Wait = (seconds: number, why: string) => Promise<void>;

/** So often a call that is throttled is sent in all. */
const ATTEMPTS = 5;

/** No rate of Amazon's asks for more. */
const MOST_SECONDS = 600;

/**
 * How long to wait after an answer of 429: as `Retry-After` says, or as long as the rate needs for one more request.
 * @returns seconds, at least one
 */
export function secondsToWait(
  { headers }: Pick<HttpReply, 'headers'>,
  operation?: Pick<Operation, 'rate'>,
): number {
  const after = headers.get('retry-after') ?? '';
  const asked = /^\d+$/.test(after.trim()) ? Number(after) : (Date.parse(after) - Date.now()) / 1000;
  const rate = rateOf({ headers }, operation);
  const seconds = Number.isFinite(asked) ? asked : 1 / (rate ?? 1);
  return Math.min(MOST_SECONDS, Math.max(1, Math.ceil(seconds)));
}

/** Requests a second that Amazon grants: the header decides, the catalogue may be older. */
export function rateOf(
  { headers }: Pick<HttpReply, 'headers'>,
  operation?: Pick<Operation, 'rate'>,
): number | undefined {
  const told = Number(headers.get('x-amzn-ratelimit-limit') ?? Number.NaN);
  return told > 0 ? told : operation?.rate;
}

/** Sends until the answer is not 429, with Amazon's pauses in between. */
export async function sendPatiently(
  send: () => Promise<HttpReply>,
  wait: Wait,
  operation?: Pick<Operation, 'rate'>,
): Promise<HttpReply> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await send();
    if (reply.status !== 429 || attempt === ATTEMPTS) return reply;
    await wait(secondsToWait(reply, operation), 'Amazon throttles this operation (429)');
  }
}
