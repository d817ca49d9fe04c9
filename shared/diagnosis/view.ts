import { deriveFacts } from './derive-facts.ts';
import type { Evidence } from './evidence.ts';
import type { Facts } from './fact-table.ts';
import { matches } from './match.ts';
import { readFacts } from './read-facts.ts';
import { readNotes } from './read-notes.ts';
import { readObservation, type Seen } from './read-observations.ts';
import { AWS_SERVICES } from './reading/read-call.ts';
import type { Condition } from './rule.ts';
import type { Claim } from './vocabulary/meaning.ts';

type Saw = Extract<Condition, { saw: unknown }>;

/** Evidence as rules look at it, for one call that failed; each is explained for itself. */
export interface View {
  /** The call that failed; none where nothing did. */
  about?: Seen;
  facts: Facts;
  /** Whether an observation was made; with `where`, in the region of the call that failed or in another one. */
  saw(condition: Saw): boolean;
  /** Whether a credential has given a good answer, so that it is known, right and alive. */
  works(claim: Claim): boolean;
  /** What was said in words of its own: it may order causes, and proves nothing. */
  words: string;
  /** Whether signatures could matter: the endpoint checks them, or it was before October 2023. */
  signaturesMatter: boolean;
}

const dateOf = (value: unknown) => {
  const time = Date.parse(String(value ?? ''));
  return Number.isNaN(time) ? undefined : time;
};

/** SP-API has ignored signatures since then. Source: the SP-API changelog of 2 October 2023. */
const UNSIGNED_SINCE = Date.parse('2023-10-02T00:00:00Z');

/** Signing errors carry the time of the request; nothing else in evidence says so surely when it was. */
function timeIn({ raw }: Seen): number | undefined {
  const [, y, m, d] = raw.match(/Signature (?:expired|not yet current): (\d{4})(\d{2})(\d{2})T/i) ?? [];
  return y ? Date.parse(`${y}-${m}-${d}T00:00:00Z`) : undefined;
}

function signaturesMatter(seen: Seen[], facts: Facts): boolean {
  if (facts.signaturesEnforced !== undefined) return facts.signaturesEnforced === true;
  const times = seen.map((one) => one.at ?? timeIn(one)).filter((time) => time !== undefined);
  return times.length > 0 && times.every((time) => time < UNSIGNED_SINCE);
}

const keyOf = (one: Seen) =>
  [
    one.service,
    one.operation,
    one.known?.key,
    one.method,
    one.status,
    one.said,
    one.text,
    one.details,
    one.raw,
    one.region,
    one.awsRegion,
    one.sandbox,
    one.token,
    one.at,
  ].join('\n');

/** The same thing seen twice is seen once; its place among the others does not matter. */
const distinct = (seen: Seen[]): Seen[] => {
  const byKey = new Map(seen.map((one) => [keyOf(one), one]));
  return [...byKey.keys()].toSorted().flatMap((key) => byKey.get(key) ?? []);
};

const SIGNED = new Set<string>(AWS_SERVICES);

/** Which credentials a good answer proves. */
function proved({ service, operation, ok }: Seen): Claim[] {
  if (!ok) return [];
  if (SIGNED.has(service)) return ['aws-credential'];
  if (service !== 'lwa') return [];
  return /client_?credentials/i.test(operation) ? ['lwa-client'] : ['lwa-client', 'refresh-token'];
}

/** Evidence is diagnosed again whenever a probe has added to it, and what it had before is not read again. */
const SEEN = new WeakMap<Evidence['observations'][number], Seen>();
function seenOf(observation: Evidence['observations'][number]): Seen {
  const seen = SEEN.get(observation) ?? readObservation(observation);
  SEEN.set(observation, seen);
  return seen;
}

/** Reads evidence once: a view for each call that failed, and one of all where none did. */
export function viewsOf({ observations, facts: given }: Evidence): View[] {
  const seen = distinct(observations.map(seenOf));
  const read = readFacts(given);
  const notes = [...new Set(observations.flatMap(({ note }) => note?.slice(0, 2000) ?? []))]
    .toSorted()
    .slice(0, 20);
  readNotes(notes, seen, read.facts);
  const words = [read.words, ...notes].filter(Boolean).join('; ');
  const matter = signaturesMatter(seen, read.facts);
  const proven = new Set(seen.flatMap(proved));
  const memo = new Map<Saw, Map<string, boolean>>();
  const view = (facts: Facts, about?: Seen): View => ({
    ...(about && { about }),
    facts,
    words,
    signaturesMatter: matter,
    works: (claim) => proven.has(claim),
    saw: (condition) => {
      const region = String(facts.endpointRegion ?? '');
      const known = memo.get(condition) ?? new Map<string, boolean>();
      memo.set(condition, known);
      if (!known.has(region))
        known.set(
          region,
          seen.some((one) => matches(one, condition.saw) && isThere(one, region, condition)),
        );
      return known.get(region) ?? false;
    },
  });
  const deriving = deriveFacts(seen, read.facts, dateOf(given.now));
  // A good answer may come with words too: that no message follows.
  const told = seen.filter(({ ok, raw }) => !ok || raw !== '').map((one) => view(deriving(one), one));
  return seen.every(({ ok }) => ok) ? [...told, view(deriving())] : told;
}

/** A region that was not observed is taken for the same: most evidence is of one region. */
function isThere(one: Seen, region: string, { where }: Saw): boolean {
  if (where === undefined) return true;
  const elsewhere = one.region !== undefined && region !== '' && one.region !== region;
  return where === 'same region' ? !elsewhere : elsewhere;
}
