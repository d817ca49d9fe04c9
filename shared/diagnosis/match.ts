import type { Seen } from './read-observations.ts';
import type { Condition, Rule, Symptom } from './rule.ts';
import type { View } from './view.ts';

/** Whether an observation looks like that. Statuses and codes count only where they were observed. */
export function matches(seen: Seen, symptom: Symptom): boolean {
  const { service, operation, notOperation, status, code, words, notWords, noDetails, answer } = symptom;
  if (answer !== 'either' && seen.ok !== (answer === 'good')) return false;
  if (service && !service.includes(seen.service)) return false;
  if (operation && !operation.test(seen.operation)) return false;
  if (notOperation?.test(seen.operation)) return false;
  if (status && seen.status !== undefined && !status.includes(seen.status)) return false;
  if (code && seen.code !== '' && !code.test(seen.code)) return false;
  if (words && !words.test(seen.text)) return false;
  if (notWords?.test(seen.text)) return false;
  return !(noDetails && seen.details !== '');
}

/** Whether it is known to be so; what is not known is not so, unless that is asked. */
export function holds(condition: Condition, view: View): boolean {
  if ('all' in condition) return condition.all.every((one) => holds(one, view));
  if ('saw' in condition) return sawIt(condition, view);
  if ('same' in condition) {
    const [one, other] = condition.same.map((name) => view.facts[name]);
    return one !== undefined && other !== undefined && (one === other) === condition.is;
  }
  const value = view.facts[condition.fact];
  if ('unknown' in condition) return value === undefined;
  if (value === undefined) return false;
  if ('above' in condition) return Number(value) > condition.above;
  if ('below' in condition) return Number(value) < condition.below;
  return condition.is instanceof RegExp ? condition.is.test(String(value)) : value === condition.is;
}

/** A region that was not observed is taken for the same: most evidence is of one region. */
function sawIt({ saw, where }: Extract<Condition, { saw: Symptom }>, { seen, facts }: View): boolean {
  return seen.some((one) => {
    if (!matches(one, saw)) return false;
    const known = one.region !== undefined && facts.endpointRegion !== undefined;
    const elsewhere = known && one.region !== facts.endpointRegion;
    return where === undefined || (where === 'same region' ? !elsewhere : elsewhere);
  });
}

/** Positions of the observations that make a rule a candidate; facts give -1 where nothing failed. */
export function explained(rule: Rule, view: View): number[] {
  const found = view.seen.flatMap((seen, i) =>
    rule.when.some((symptom) => matches(seen, symptom)) ? [i] : [],
  );
  const nothingFailed = view.seen.every(({ ok }) => ok);
  return found.length === 0 && nothingFailed && rule.whenKnown?.some((one) => holds(one, view))
    ? [-1]
    : found;
}
