import { matches } from './match.ts';
import type { Condition, Rule } from './rule.ts';
import type { View } from './view.ts';

/** Whether it is known to be so; what is not known is not so. */
export function holds(condition: Condition, view: View): boolean {
  if ('all' in condition) return condition.all.every((one) => holds(one, view));
  if ('any' in condition) return condition.any.some((one) => holds(one, view));
  if ('own' in condition) return view.about !== undefined && matches(view.about, condition.own);
  if ('saw' in condition) return view.saw(condition);
  if ('same' in condition) {
    const [one, other] = condition.same.map((name) => view.facts[name]);
    return one !== undefined && other !== undefined && (one === other) === condition.is;
  }
  const value = view.facts[condition.fact];
  if (value === undefined) return false;
  if ('above' in condition) return Number(value) > condition.above;
  if ('below' in condition) return Number(value) < condition.below;
  return condition.is instanceof RegExp ? condition.is.test(String(value)) : value === condition.is;
}

/** Whether a rule may explain what a view is about: a call that failed, or that nothing did. */
export const explains = (rule: Rule, view: View): boolean =>
  (rule.needs === undefined || holds(rule.needs, view)) &&
  (view.about
    ? rule.when.some((symptom) => view.about && matches(view.about, symptom))
    : (rule.whenKnown?.some((one) => holds(one, view)) ?? false));
