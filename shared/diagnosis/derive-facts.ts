import { deriveAmazonFacts } from './derive-amazon-facts.ts';
import { deriveAwsFacts } from './derive-aws-facts.ts';
import type { Evidence } from './evidence.ts';
import type { Facts } from './fact-table.ts';
import { publishedRate } from './operations.ts';
import type { Seen } from './read-observations.ts';

/** Fills in what follows from other facts and observations. What was given is never overwritten. */
export function deriveFacts(observations: Evidence['observations'], seen: Seen[], facts: Facts): void {
  deriveAwsFacts(seen, facts);
  for (const one of seen) if (!one.ok) fromRepetition(one, seen, facts);
  fromRate(seen, facts);
  deriveAmazonFacts(observations, seen, facts);
}

// The same call failing alike over some time is persistence; failing, then working, is a retry that worked.
function fromRepetition(first: Seen, seen: Seen[], facts: Facts): void {
  const start = first.at;
  if (start === undefined) return;
  const later = seen.filter(
    ({ operation, service, at = start, region }) =>
      operation === first.operation && service === first.service && region === first.region && at > start,
  );
  if (later.some(({ ok }) => ok)) {
    facts.retrySucceeded ??= true;
    return;
  }
  const last = later.filter(({ code }) => code === first.code).at(-1)?.at;
  if (last !== undefined) facts.persistsForSeconds ??= (last - start) / 1000;
}

function fromRate(seen: Seen[], facts: Facts): void {
  const throttled = seen.find(({ ok, service }) => !ok && service === 'sp-api');
  const rate = Number(facts.publishedRatePerSecond ?? publishedRate(throttled?.operation ?? ''));
  const { callsPerSecond, callIntervalSeconds } = facts;
  const own = callsPerSecond ?? (callIntervalSeconds && 1 / Number(callIntervalSeconds));
  if (own !== undefined && rate > 0) facts.belowPublishedRate ??= Number(own) <= rate * 1.05;
}
