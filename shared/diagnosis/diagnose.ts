import type { Confidence } from '../domain/health.ts';
import type { Evidence } from './evidence.ts';
import { explained, holds } from './match.ts';
import { PROBE_NAMES, PROBES, type ProbeName } from './probes.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rules/index.ts';
import { unknownCause } from './unknown-cause.ts';
import { type View, viewOf } from './view.ts';

/** A root cause that the evidence supports. */
export interface Cause {
  /** Id of the rule, or `unknown`. */
  id: string;
  confidence: Confidence;
  cause: string;
  remedy: string;
  source: string;
}

export interface Diagnosis {
  /** Most specific and surest first. */
  causes: Cause[];
  /** What to look at to tell them apart, cheapest first. */
  next: string[];
}

interface Candidate {
  rule: Rule;
  explains: number[];
  proven: boolean;
  suggested: boolean;
  hinted: boolean;
}

/**
 * Names the root causes that evidence supports. A cause that an observation or a fact contradicts is never named, and
 * where nothing fits the answer is `unknown`. Pure: the same evidence always gives the same answer.
 * @param evidence observations and facts, as docs/diagnosis.md describes them
 */
export function diagnose(evidence: Evidence): Diagnosis {
  const view = viewOf(evidence);
  const candidates = candidatesIn(view);
  const allowed = allowedIn(view, candidates);
  if (allowed.length === 0) return unknownCause(candidates.length > 0);
  const sure = settle(allowed);
  const order: Confidence[] = ['certain', 'likely', 'possible'];
  const causes = order.flatMap((confidence) =>
    sure.filter((one) => one.confidence === confidence).map((one) => causeOf(one.rule, confidence)),
  );
  return { causes, next: probesFor(sure, view).map((name) => PROBES[name].ask) };
}

/**
 * The probes that would tell the candidates apart and are not answered yet, cheapest first; none when it is certain.
 * @param evidence as {@link diagnose} takes it
 */
export function openProbes(evidence: Evidence): ProbeName[] {
  const view = viewOf(evidence);
  return probesFor(settle(allowedIn(view, candidatesIn(view))), view);
}

/**
 * The words for a cause that was found before.
 * @param id of a rule; `undefined` is answered for what this version does not know
 */
export function causeById(id: string, confidence: Confidence): Cause | undefined {
  const rule = RULES.find((one) => one.id === id);
  return rule && causeOf(rule, confidence);
}

const candidatesIn = (view: View): Candidate[] => RULES.flatMap((rule) => candidate(rule, view));
const allowedIn = ({ signaturesMatter }: View, candidates: Candidate[]): Candidate[] =>
  candidates.filter(({ rule }) => !rule.historical || signaturesMatter);

function candidate(rule: Rule, view: View): Candidate[] {
  const explains = explained(rule, view);
  if (explains.length === 0 || rule.contradicts?.some((one) => holds(one, view))) return [];
  const proven = rule.unmistakable === true || (rule.proves?.some((one) => holds(one, view)) ?? false);
  const suggested = rule.suggests?.some((one) => holds(one, view)) ?? false;
  const hinted = view.words !== '' && (rule.hints?.test(view.words) ?? false);
  return [{ rule, explains, proven, suggested, hinted }];
}

type Settled = Candidate & { confidence: Confidence };

// A proof is certain when no other candidate for the same observation has one; it then leaves no room for the rest.
function settle(candidates: Candidate[]): Settled[] {
  const rivals = (one: Candidate, among: Candidate[]) =>
    among.filter((other) => other !== one && other.explains.some((at) => one.explains.includes(at)));
  const proven = candidates.filter((one) => one.proven);
  const certain = proven.filter((one) => rivals(one, proven).length === 0);
  const open = candidates.filter((one) => certain.includes(one) || rivals(one, certain).length === 0);
  return open
    .map((one) => ({
      ...one,
      confidence: certain.includes(one) ? ('certain' as const) : weigh(one, rivals(one, open)),
    }))
    .sort((a, b) => strength(b) - strength(a));
}

const support = ({ proven, suggested }: Candidate) => (proven ? 2 : 0) + (suggested ? 1 : 0);
/** Words of people put equals in order, and make none of them likelier. */
const strength = (one: Candidate) => 2 * support(one) + (one.hinted ? 1 : 0);

// Likely: nothing else is left, or it alone is the best supported.
function weigh(one: Candidate, rivals: Candidate[]): Confidence {
  return one.proven || rivals.every((other) => support(one) > support(other)) ? 'likely' : 'possible';
}

function probesFor(open: Settled[], { facts }: View): ProbeName[] {
  const wanted = new Set<ProbeName>(
    open.filter(({ confidence }) => confidence !== 'certain').flatMap(({ rule }) => rule.next),
  );
  const known = (name: ProbeName) => PROBES[name].answers.some((fact) => facts[fact] !== undefined);
  return PROBE_NAMES.filter((name) => wanted.has(name) && !known(name));
}

const causeOf = ({ id, cause, remedy, source }: Rule, confidence: Confidence): Cause => ({
  id,
  confidence,
  cause,
  remedy,
  source,
});
