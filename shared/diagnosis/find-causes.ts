import type { Confidence } from '../domain/health.ts';
import { explains, holds } from './conditions.ts';
import type { Rule } from './rule.ts';
import type { View } from './view.ts';
import { meaningOf } from './vocabulary/index.ts';
import type { Meaning } from './vocabulary/meaning.ts';

/** A root cause, or what an error means in general, and the failed call that it was found by. */
export interface Found {
  id: string;
  confidence: Confidence;
  /** Words of people speak for it. */
  hinted: boolean;
  view: View;
  by: { rule: Rule } | { meaning: Meaning };
}

const ORDER: readonly Confidence[] = ['certain', 'likely', 'possible'];
const rank = ({ confidence }: Found) => ORDER.indexOf(confidence);
const isGeneral = ({ by }: Found) => 'meaning' in by;

/** Finds the causes of failures by a set of rules. */
export interface CauseFinder {
  /** Each cause once, as sure as its surest failure makes it: the surest first, then what the error means, then the order of the rules. */
  find(views: readonly View[]): Found[];
  rules: readonly Rule[];
}

/** @param rules all rules that may be named; of equals the earlier comes first */
export function causeFinder(rules: readonly Rule[]): CauseFinder {
  const places = new Map(rules.map(({ id }, i) => [id, i]));
  const place = ({ id }: Found) => places.get(id) ?? rules.length;
  const selected = new Map<string, readonly Rule[]>();
  /** By the service of the failed call, where one failed, and by the family that its words name for certain. */
  const rulesFor = ({ about }: View, family: Rule['family'] | undefined): readonly Rule[] => {
    const key = `${about?.service}|${family}`;
    const known = selected.get(key);
    if (known) return known;
    const some = rules.filter(
      (rule) =>
        (family === undefined || rule.family === family) &&
        (!about || rule.when.some((one) => one.service?.includes(about.service) ?? true)),
    );
    selected.set(key, some);
    return some;
  };
  // Never the order of the evidence.
  const compare = (a: Found, b: Found) =>
    rank(a) - rank(b) ||
    Number(isGeneral(b)) - Number(isGeneral(a)) ||
    Number(b.hinted) - Number(a.hinted) ||
    place(a) - place(b) ||
    a.id.localeCompare(b.id);
  return {
    rules,
    find(views) {
      const best = new Map<string, Found>();
      for (const view of views)
        for (const one of causesOf(view, rulesFor)) {
          const known = best.get(one.id);
          if (!known || rank(one) < rank(known)) best.set(one.id, one);
        }
      return [...best.values()].toSorted(compare);
    },
  };
}

/**
 * The causes of one failure. What its words mean for certain leaves only causes of the same family; where a cause is
 * certain, no other is left; what the error means in general stands where no cause is sure.
 */
function causesOf(
  view: View,
  rulesFor: (view: View, family: Rule['family'] | undefined) => readonly Rule[],
): Found[] {
  const meaning = view.about && !view.about.ok ? meaningOf(view.about) : undefined;
  const family = meaning?.sure === 'certain' ? meaning.family : undefined;
  const found = rulesFor(view, family).flatMap((rule) => weigh(rule, view));
  const certain = found.filter(({ confidence }) => confidence === 'certain');
  if (certain.length > 0) return certain;
  if (!meaning || found.some(({ confidence }) => confidence === 'likely')) return found;
  return [general(meaning, view), ...found];
}

function weigh(rule: Rule, view: View): Found[] {
  if (rule.historical && !view.signaturesMatter) return [];
  if (!explains(rule, view) || isContradicted(rule, view)) return [];
  const proven = rule.byWords === 'certain' || rule.proves?.some((one) => holds(one, view));
  const likely = rule.byWords === 'likely' || rule.suggests?.some((one) => holds(one, view));
  const confidence = proven ? 'certain' : likely ? 'likely' : 'possible';
  const hinted = view.words !== '' && (rule.hints?.test(view.words) ?? false);
  return [{ id: rule.id, confidence, hinted, view, by: { rule } }];
}

const isContradicted = (rule: Rule, view: View): boolean =>
  (rule.claims !== undefined && view.works(rule.claims)) ||
  (rule.contradicts?.some((one) => holds(one, view)) ?? false);

/** What the error means; where its own credential works elsewhere, the calls do not share it. */
function general(meaning: Meaning, view: View): Found {
  const { id, sure, claims } = meaning;
  if (!claims || !view.works(claims)) return { id, confidence: sure, hinted: false, view, by: { meaning } };
  const other = {
    ...meaning,
    id: `${claims}-differs`,
    cause:
      'The calls do not use the same credentials, or this one is refused where it was sent: the same kind of credential works in another call.',
    remedy: 'Compare which credentials, which region and which host each of the two calls uses.',
  };
  return { id: other.id, confidence: 'possible', hinted: false, view, by: { meaning: other } };
}
