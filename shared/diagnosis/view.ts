import { deriveFacts } from './derive-facts.ts';
import type { Evidence } from './evidence.ts';
import type { Facts } from './fact-table.ts';
import { agesFromDates, readFacts } from './read-facts.ts';
import { readObservation, type Seen } from './read-observations.ts';

/** Evidence as rules look at it. */
export interface View {
  seen: Seen[];
  facts: Facts;
  /** What was said in words of its own: it may order candidates, and proves nothing. */
  words: string;
  /** Whether signatures could matter: the endpoint checks them, or it was before October 2023. */
  signaturesMatter: boolean;
}

/** SP-API has ignored signatures since then. Source: the SP-API changelog of 2 October 2023. */
const UNSIGNED_SINCE = Date.parse('2023-10-02T00:00:00Z');

/** Signing errors carry the time of the request; nothing else in evidence says so surely when it was. */
function timeIn({ text }: Seen): number | undefined {
  const [, y, m, d] = text.match(/Signature (?:expired|not yet current): (\d{4})(\d{2})(\d{2})T/i) ?? [];
  return y ? Date.parse(`${y}-${m}-${d}T00:00:00Z`) : undefined;
}

function signaturesMatter(seen: Seen[], facts: Facts): boolean {
  if (facts.signaturesEnforced !== undefined) return facts.signaturesEnforced === true;
  const times = seen.map((one) => one.at ?? timeIn(one)).filter((time) => time !== undefined);
  return times.length > 0 && times.every((time) => time < UNSIGNED_SINCE);
}

/** Reads evidence once, before all rules look at it. */
export function viewOf({ observations, facts: given }: Evidence): View {
  const seen = observations.map(readObservation);
  const { facts, words } = readFacts(given);
  const latest = Math.max(...seen.map(({ at }) => at ?? Number.NEGATIVE_INFINITY));
  const now = Date.parse(String(given.now ?? ''));
  if (Number.isFinite(now) || Number.isFinite(latest))
    agesFromDates(facts, Number.isFinite(now) ? now : latest);
  deriveFacts(observations, seen, facts);
  const notes = observations.map(({ note }) => note).filter(Boolean);
  return {
    seen,
    facts,
    words: [words, ...notes].join('; '),
    signaturesMatter: signaturesMatter(seen, facts),
  };
}
