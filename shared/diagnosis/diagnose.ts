import type { Confidence } from '../domain/health.ts';
import type { Cause, Diagnosis } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import { causeFinder, type Found } from './find-causes.ts';
import { aboutOperation } from './operation-words.ts';
import { PROBE_NAMES, PROBES, type ProbeName } from './probes.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rules/index.ts';
import { nextFor, unknownCause } from './unknown-cause.ts';
import { type View, viewsOf } from './view.ts';
import { MEANINGS } from './vocabulary/index.ts';
import type { Meaning } from './vocabulary/meaning.ts';

/** Names causes by a set of rules; see {@link diagnose}. */
export function createDiagnosis(rules: readonly Rule[]): (evidence: Evidence) => Diagnosis {
  const { find } = causeFinder(rules);
  return (evidence) => {
    const views = viewsOf(evidence);
    const found = find(views);
    if (found.length === 0) return unknownCause(views);
    const causes = found.map(causeOf);
    return { family: causes[0]?.family ?? 'unknown', causes, next: nextOf(found) };
  };
}

/**
 * Names what a failure means and the root causes that evidence supports. What was not observed supports nothing, a cause
 * that an observation or a fact contradicts is never named, and the answer is `unknown` only where no vocabulary has the
 * words. Each call that failed is explained for itself. Pure: the same evidence always gives the same answer.
 * @param evidence observations and facts, as docs/diagnosis.md describes them
 */
export const diagnose = createDiagnosis(RULES);

const { find: findCauses } = causeFinder(RULES);

/**
 * The probes that would tell the causes apart and are not answered yet, cheapest first; none when one is certain.
 * @param evidence as {@link diagnose} takes it
 */
export function openProbes(evidence: Evidence): ProbeName[] {
  return probesFor(findCauses(viewsOf(evidence)));
}

/**
 * The words for a cause that was found before.
 * @param id of a rule or of a meaning; `undefined` is answered for what this version does not know
 */
export function causeById(id: string, confidence: Confidence): Cause | undefined {
  const known = RULES.find((one) => one.id === id) ?? MEANINGS.find((one) => one.id === id);
  return known && wordsOf(known, confidence);
}

/** Whether an id is that of a root cause, not of what an error means in general. */
export const isRootCause = (id: string): boolean => RULES.some((one) => one.id === id);

function causeOf({ by, confidence, view }: Found): Cause {
  if ('meaning' in by) return wordsOf(by.meaning, confidence);
  return wordsOf(by.rule, confidence, wordsOfOperation(by.rule, view));
}

const wordsOfOperation = ({ names }: Rule, view: View) => view.about && names && aboutOperation(names, view);

const wordsOf = (
  { id, family, cause, remedy, source }: Rule | Meaning,
  confidence: Confidence,
  more?: string,
): Cause => ({
  id,
  family,
  confidence,
  cause,
  remedy: more ? `${remedy} ${more}` : remedy,
  source,
});

/** Where no probe is known and the answer is not certain: what to collect from the service that failed. */
function nextOf(found: Found[]): string[] {
  const asked = probesFor(found).map((name) => PROBES[name].ask);
  const [first] = found;
  return asked.length > 0 || first?.confidence === 'certain' ? asked : nextFor(first?.view.about?.service);
}

function probesFor(found: Found[]): ProbeName[] {
  const wanted = new Set<ProbeName>();
  for (const { confidence, by, view } of found)
    if (confidence !== 'certain' && 'rule' in by)
      for (const name of by.rule.next)
        if (!PROBES[name].answers.some((fact) => view.facts[fact] !== undefined)) wanted.add(name);
  return PROBE_NAMES.filter((name) => wanted.has(name));
}
