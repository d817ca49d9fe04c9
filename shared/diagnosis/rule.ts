import type { FactName } from './fact-table.ts';
import type { ProbeName } from './probes.ts';
import type { Service } from './read-observations.ts';

/** Where in the tutorial a failure stands. */
export type Stage =
  | 'iam'
  | 'sts'
  | 'registration'
  | 'lwa'
  | 'authorization'
  | 'signing'
  | 'call'
  | 'quota'
  | 'rotation'
  | 'network';

/** What an observation has to look like. What an observation leaves out is no obstacle, except the words. */
export interface Symptom {
  service?: readonly Service[];
  operation?: RegExp;
  notOperation?: RegExp;
  status?: readonly number[];
  code?: RegExp;
  /** In code, message or details. */
  words?: RegExp;
  notWords?: RegExp;
  /** Details have to be empty. */
  noDetails?: true;
  /** A good answer instead of a failure; `either` takes both. */
  answer?: 'good' | 'either';
}

/** Something known: a fact, an observation, or several of them. */
export type Condition =
  | { fact: FactName; is: boolean | string | RegExp }
  | { fact: FactName; unknown: true }
  | { fact: FactName; above: number }
  | { fact: FactName; below: number }
  | { same: readonly [FactName, FactName]; is: boolean }
  | { saw: Symptom; where?: 'same region' | 'another region' }
  | { all: readonly Condition[] };

/** One root cause as data. */
export interface Rule {
  id: string;
  stage: Stage;
  /** A cause of the time when SP-API checked signatures, until 2 October 2023. */
  historical?: true;
  cause: string;
  remedy: string;
  /** Public page that shows it. */
  source: string;
  /** Any one makes it a candidate. */
  when: readonly Symptom[];
  /** What makes it a candidate where no call failed. */
  whenKnown?: readonly Condition[];
  /** The words of `when` have no other cause: it is certain without a fact. */
  unmistakable?: true;
  /** Any one makes it certain, unless another candidate has a proof as well. */
  proves?: readonly Condition[];
  /** Any one makes it likely. */
  suggests?: readonly Condition[];
  /** Any one takes it out. */
  contradicts?: readonly Condition[];
  /** Words of people that speak for it, in facts that no rule knows. */
  hints?: RegExp;
  /** What to look at next, to tell it from its neighbours. */
  next: readonly ProbeName[];
}

export const is = (fact: FactName, value: boolean | string | RegExp = true): Condition => ({
  fact,
  is: value,
});
/** Nothing is known of a fact. */
export const isUnknown = (fact: FactName): Condition => ({ fact, unknown: true });
export const above = (fact: FactName, value: number): Condition => ({ fact, above: value });
export const below = (fact: FactName, value: number): Condition => ({ fact, below: value });
export const all = (...conditions: Condition[]): Condition => ({ all: conditions });
export const saw = (symptom: Symptom, where?: 'same region' | 'another region'): Condition =>
  where ? { saw: symptom, where } : { saw: symptom };
export const same = (one: FactName, other: FactName, value: boolean): Condition => ({
  same: [one, other],
  is: value,
});
/** A good answer of an operation. */
export const works = (operation: RegExp, where?: 'same region' | 'another region'): Condition =>
  saw({ operation, answer: 'good' }, where);
