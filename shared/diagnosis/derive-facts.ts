import { deriveAmazonFacts } from './derive-amazon-facts.ts';
import { awsFactsOf } from './derive-aws-facts.ts';
import type { Facts } from './fact-table.ts';
import { agesFromDates } from './read-facts.ts';
import type { Seen } from './read-observations.ts';

/**
 * Fills in what follows from other facts and observations. What was given is never overwritten.
 * @param now when the failure was, for ages that are given as dates; otherwise the time of the call counts
 * @returns the facts as they are for a call that failed, or where none did
 */
export function deriveFacts(seen: readonly Seen[], given: Facts, now?: number): (about?: Seen) => Facts {
  const repeats = repetitions(seen);
  const ofAws = awsFactsOf(seen);
  const times = seen.flatMap(({ at }) => at ?? []);
  const last = times.length > 0 ? times.reduce((most, at) => Math.max(most, at)) : undefined;
  return (about) => {
    const facts = { ...given };
    const when = now ?? about?.at ?? (about ? undefined : last);
    if (when !== undefined) agesFromDates(facts, when);
    if (about) fromRepetition(about, repeats, facts);
    if (about) fromRate(about, facts);
    ofAws(about, facts);
    deriveAmazonFacts(about, facts);
    return facts;
  };
}

const sameCall = ({ service, operation, region }: Seen) => [service, operation, region].join(' ');

/** Observations with a time, by call. */
function repetitions(seen: readonly Seen[]): Map<string, Seen[]> {
  const calls = new Map<string, Seen[]>();
  for (const one of seen)
    if (one.at !== undefined) {
      const known = calls.get(sameCall(one));
      if (known) known.push(one);
      else calls.set(sameCall(one), [one]);
    }
  return calls;
}

// The same call failing alike over some time is persistence; failing, then working, is a retry that worked.
function fromRepetition(about: Seen, repeats: Map<string, Seen[]>, facts: Facts): void {
  const start = about.at;
  if (start === undefined) return;
  const alike = repeats.get(sameCall(about)) ?? [];
  if (alike.some(({ at = start, ok }) => ok && at > start)) {
    facts.retrySucceeded ??= true;
    return;
  }
  const times = alike.flatMap(({ at, ok, text }) =>
    !ok && text === about.text && at !== undefined ? [at] : [],
  );
  const last = times.reduce((most, at) => Math.max(most, at), start);
  const from = times.reduce((least, at) => Math.min(least, at), start);
  if (last > from) facts.persistsForSeconds ??= (last - from) / 1000;
}

function fromRate({ service, known }: Seen, facts: Facts): void {
  if (service !== 'sp-api') return;
  const rate = Number(facts.publishedRatePerSecond ?? known?.rate);
  const { callsPerSecond, callIntervalSeconds } = facts;
  const own = callsPerSecond ?? (callIntervalSeconds && 1 / Number(callIntervalSeconds));
  if (own !== undefined && rate > 0) facts.belowPublishedRate ??= Number(own) <= rate * 1.05;
}
