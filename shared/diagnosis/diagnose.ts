import type { Confidence } from '../domain/health.ts';
import { explains, holds } from './conditions.ts';
import type { Evidence } from './evidence.ts';
import type { Family } from './families.ts';
import { aboutOperation } from './operation-words.ts';
import { PROBE_NAMES, PROBES, type ProbeName } from './probes.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rules/index.ts';
import { nextFor, unknownCause } from './unknown-cause.ts';
import { type View, viewsOf } from './view.ts';
import { MEANINGS, meaningOf } from './vocabulary/index.ts';
import type { Meaning } from './vocabulary/meaning.ts';

/** A root cause that the evidence supports, or what the error means where no cause is sure. */
export interface Cause {
  /** Id of the rule or of the meaning, or `unknown`. */
  id: string;
  family: Family | 'unknown';
  confidence: Confidence;
  cause: string;
  remedy: string;
  source: string;
}

export interface Diagnosis {
  /** Of the first cause: who can act, and what kind of thing to do. */
  family: Family | 'unknown';
  /** Surest first, of equally sure ones the most special. */
  causes: Cause[];
  /** What to look at to tell them apart, cheapest first. */
  next: string[];
}

/** A cause with what it was found by. */
interface Found extends Cause {
  /** It says what the error means, and is no root cause. */
  general: boolean;
  hinted: boolean;
  next: readonly ProbeName[];
  view: View;
}

const ORDER: readonly Confidence[] = ['certain', 'likely', 'possible'];
const rank = ({ confidence }: { confidence: Confidence }) => ORDER.indexOf(confidence);

/**
 * Names what a failure means and the root causes that evidence supports. What was not observed supports nothing, a cause
 * that an observation or a fact contradicts is never named, and the answer is `unknown` only where no vocabulary has the
 * words. Each call that failed is explained for itself. Pure: the same evidence always gives the same answer.
 * @param evidence observations and facts, as docs/diagnosis.md describes them
 */
export function diagnose(evidence: Evidence): Diagnosis {
  const views = viewsOf(evidence);
  const found = surest(views.flatMap((view) => foundIn(view)));
  if (found.length === 0) return unknownCause(views);
  const [first] = found;
  return {
    family: first?.family ?? 'unknown',
    causes: found.map(({ id, family, confidence, cause, remedy, source }) => ({
      id,
      family,
      confidence,
      cause,
      remedy,
      source,
    })),
    next: nextOf(found),
  };
}

/**
 * The probes that would tell the causes apart and are not answered yet, cheapest first; none when one is certain.
 * @param evidence as {@link diagnose} takes it
 */
export function openProbes(evidence: Evidence): ProbeName[] {
  return probesFor(surest(viewsOf(evidence).flatMap((view) => foundIn(view))));
}

/**
 * The words for a cause that was found before.
 * @param id of a rule or of a meaning; `undefined` is answered for what this version does not know
 */
export function causeById(id: string, confidence: Confidence): Cause | undefined {
  const rule = RULES.find((one) => one.id === id);
  if (rule) return { ...wordsOf(rule), confidence };
  const meaning = MEANINGS.find((one) => one.id === id);
  if (!meaning) return undefined;
  const { family, cause, remedy, source } = meaning;
  return { id, family, confidence, cause, remedy, source };
}

/** Whether an id is that of a root cause, not of what an error means in general. */
export const isRootCause = (id: string): boolean => RULES.some((one) => one.id === id);

/** The causes of one failure. Where one is certain, no other is left; what the error means stands where none is sure. */
function foundIn(view: View): Found[] {
  const rules = RULES.flatMap((rule) => weigh(rule, view));
  const certain = rules.filter(({ confidence }) => confidence === 'certain');
  if (certain.length > 0) return certain;
  const meaning = view.about && !view.about.ok ? meaningOf(view.about) : undefined;
  if (!meaning || rules.some(({ confidence }) => confidence === 'likely')) return rules;
  return [general(meaning, view), ...rules];
}

function weigh(rule: Rule, view: View): Found[] {
  if (rule.historical && !view.signaturesMatter) return [];
  if (!explains(rule, view) || isContradicted(rule, view)) return [];
  const proven = rule.byWords === 'certain' || rule.proves?.some((one) => holds(one, view));
  const likely = rule.byWords === 'likely' || rule.suggests?.some((one) => holds(one, view));
  const hinted = view.words !== '' && (rule.hints?.test(view.words) ?? false);
  const confidence = proven ? 'certain' : likely ? 'likely' : 'possible';
  return [{ ...wordsOf(rule, view), confidence, general: false, hinted, next: rule.next, view }];
}

const isContradicted = (rule: Rule, view: View): boolean =>
  (rule.claims !== undefined && view.works(rule.claims)) ||
  (rule.contradicts?.some((one) => holds(one, view)) ?? false);

const wordsOf = ({ id, family, cause, remedy, source, names }: Rule, view?: View) => ({
  id,
  family,
  cause,
  remedy: [remedy, view?.about && names && aboutOperation(names, view)].filter(Boolean).join(' '),
  source,
});

/** What the error means; where its own credential works elsewhere, the calls do not share it. */
function general(meaning: Meaning, view: View): Found {
  const { id, family, sure, cause, remedy, source } = meaning;
  const rest = { family, source, general: true, hinted: false, next: [], view };
  if (!meaning.claims || !view.works(meaning.claims)) return { ...rest, id, confidence: sure, cause, remedy };
  return {
    ...rest,
    id: `${meaning.claims}-differs`,
    confidence: 'possible',
    cause:
      'The calls do not use the same credentials, or this one is refused where it was sent: the same kind of credential works in another call.',
    remedy: 'Compare which credentials, which region and which host each of the two calls uses.',
  };
}

/** Each cause once, as sure as its surest failure makes it. */
function surest(found: Found[]): Found[] {
  const best = new Map<string, Found>();
  for (const one of found) {
    const known = best.get(one.id);
    if (!known || rank(one) < rank(known)) best.set(one.id, one);
  }
  const sorted = [...best.values()].toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      Number(b.general) - Number(a.general) ||
      Number(b.hinted) - Number(a.hinted) ||
      placeOf(a) - placeOf(b),
  );
  return sorted;
}

/** Equally sure causes stand in the order of the rules, and never in that of the evidence. */
const PLACES = new Map(RULES.map(({ id }, i) => [id, i]));
const placeOf = ({ id }: Found) => PLACES.get(id) ?? RULES.length;

/** Where no probe is known and the answer is not certain: what to collect from the service that failed. */
function nextOf(found: Found[]): string[] {
  const asked = probesFor(found).map((name) => PROBES[name].ask);
  const [first] = found;
  return asked.length > 0 || first?.confidence === 'certain' ? asked : nextFor(first?.view.about?.service);
}

function probesFor(found: Found[]): ProbeName[] {
  const open = found.filter(({ confidence }) => confidence !== 'certain');
  const wanted = new Set<ProbeName>(
    open.flatMap(({ next, view }) =>
      next.filter((name) => !PROBES[name].answers.some((fact) => view.facts[fact] !== undefined)),
    ),
  );
  return PROBE_NAMES.filter((name) => wanted.has(name));
}
