import type { Store } from './store.ts';

/** Requests per second, and how many may come at once after a pause. */
export interface RateLimit {
  rate: number;
  burst: number;
}

/** The sandbox has one limit for all operations. */
export const SANDBOX_LIMIT: RateLimit = { rate: 5, burst: 15 };

/** Takes one request out of the bucket; false when it is empty. */
export function takeFromBucket(store: Store, key: string, { rate, burst }: RateLimit): boolean {
  const now = store.clock().getTime();
  const bucket = store.buckets.get(key) ?? { tokens: burst, filledAt: now };
  const refill = Math.max(0, (now - bucket.filledAt) / 1000) * rate;
  const tokens = Math.min(burst, bucket.tokens + refill);
  // rates such as 0.016 have no exact binary form: a bucket filled to the brim must not miss by a hair
  const granted = tokens > 1 - 1e-9;
  store.buckets.set(key, { tokens: granted ? Math.max(0, tokens - 1) : tokens, filledAt: now });
  return granted;
}

/** The value of x-amzn-RateLimit-Limit, such as `10.0` or `0.016`. */
export function formatRate({ rate }: RateLimit): string {
  return Number.isInteger(rate) ? rate.toFixed(1) : String(rate);
}
