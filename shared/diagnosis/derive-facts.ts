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

/** When a call was seen: its last good answer, and by their words its failures. */
interface Repetition {
  lastGood: number;
  failures: Map<string, { first: number; last: number }>;
}

/** Observations with a time, by call. */
function repetitions(seen: readonly Seen[]): Map<string, Repetition> {
  const calls = new Map<string, Repetition>();
  for (const one of seen) {
    const { at, ok, text } = one;
    if (at === undefined) continue;
    const call = calls.get(sameCall(one)) ?? { lastGood: Number.NEGATIVE_INFINITY, failures: new Map() };
    calls.set(sameCall(one), call);
    if (ok) call.lastGood = Math.max(call.lastGood, at);
    else {
      const { first, last } = call.failures.get(text) ?? { first: at, last: at };
      call.failures.set(text, { first: Math.min(first, at), last: Math.max(last, at) });
    }
  }
  return calls;
}

// The same call failing alike over some time is persistence; failing, then working, is a retry that worked.
function fromRepetition(about: Seen, repeats: Map<string, Repetition>, facts: Facts): void {
  const { at } = about;
  const call = repeats.get(sameCall(about));
  if (at === undefined || !call) return;
  if (call.lastGood > at) {
    facts.retrySucceeded ??= true;
    return;
  }
  const { first, last } = call.failures.get(about.text) ?? { first: at, last: at };
  const [from, until] = [Math.min(first, at), Math.max(last, at)];
  if (until > from) facts.persistsForSeconds ??= (until - from) / 1000;
}

function fromRate({ service, known }: Seen, facts: Facts): void {
  if (service !== 'sp-api') return;
  const rate = Number(facts.publishedRatePerSecond ?? known?.rate);
  const { callsPerSecond, callIntervalSeconds } = facts;
  const own = callsPerSecond ?? (callIntervalSeconds && 1 / Number(callIntervalSeconds));
  if (own !== undefined && rate > 0) facts.belowPublishedRate ??= Number(own) <= rate * 1.05;
}
