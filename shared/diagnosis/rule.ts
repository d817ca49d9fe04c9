import type { FactName } from './fact-table.ts';
import type { Family } from './families.ts';
import type { ProbeName } from './probes.ts';
import type { Seen } from './read-observations.ts';
import type { Service } from './reading/read-call.ts';
import type { Claim } from './vocabulary/meaning.ts';

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

/**
 * What an observation has to look like. What it leaves out supports nothing: at least its code or its words have to be
 * there and fit, and whatever else is there has to fit as well.
 */
export interface Symptom {
  service?: readonly Service[];
  operation?: RegExp;
  notOperation?: RegExp;
  /** What the catalogue of SP-API says about the operation. */
  called?: (known: NonNullable<Seen['known']>) => boolean;
  status?: readonly number[];
  /** The status alone is enough, where the answer names no code. */
  statusTells?: true;
  /** In the one spelling of {@link plainCode}. */
  code?: RegExp;
  /** In the code, the message or the details; in lower case and without ARNs, paths and quoted input. */
  words?: RegExp;
  notWords?: RegExp;
  /** In the message as it came, for what is told by an ARN. */
  raw?: RegExp;
  /** Details have to be empty. */
  noDetails?: true;
  page?: true;
  /** A good answer instead of a failure; `either` takes both. */
  answer?: 'good' | 'either';
}

/** Something known: a fact, the failed call itself (`own`), any observation, or several of them. */
export type Condition =
  | { fact: FactName; is: boolean | string | RegExp }
  | { fact: FactName; above: number }
  | { fact: FactName; below: number }
  | { same: readonly [FactName, FactName]; is: boolean }
  | { own: Symptom }
  | { saw: Symptom; where?: 'same region' | 'another region' }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] };

/** One root cause as data. */
export interface Rule {
  id: string;
  stage: Stage;
  family: Family;
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
  /** It is a candidate only where this is known. */
  needs?: Condition;
  /** How sure the words of `when` make it. Certain only where they have no other meaning: nothing contradicts it then. */
  byWords?: 'certain' | 'likely';
  /** What else the words may mean; needed where they make it likely. */
  otherwise?: string;
  /** Any one makes it certain. */
  proves?: readonly Condition[];
  /** Any one makes it likely. */
  suggests?: readonly Condition[];
  /** Any one takes it out. */
  contradicts?: readonly Condition[];
  /** Says that this credential is unknown, wrong or ended; a good answer with it takes the cause out. */
  claims?: Claim;
  /** Words of people that speak for it, in facts that no rule knows: they put causes in order and make none likelier. */
  hints?: RegExp;
  /** What the catalogue knows of the operation is added to the remedy. */
  names?: 'roles' | 'successor' | 'address';
  /** What to look at next, to tell it from its neighbours. */
  next: readonly ProbeName[];
}

export const is = (fact: FactName, value: boolean | string | RegExp = true): Condition => ({
  fact,
  is: value,
});
export const above = (fact: FactName, value: number): Condition => ({ fact, above: value });
export const below = (fact: FactName, value: number): Condition => ({ fact, below: value });
export const all = (...conditions: Condition[]): Condition => ({ all: conditions });
/** The failed call itself looks like that. */
export const own = (symptom: Symptom): Condition => ({ own: symptom });
export const saw = (symptom: Symptom, where?: 'same region' | 'another region'): Condition =>
  where ? { saw: symptom, where } : { saw: symptom };
export const same = (one: FactName, other: FactName, value: boolean): Condition => ({
  same: [one, other],
  is: value,
});
/** A good answer of an operation. */
export const works = (operation: RegExp, where?: 'same region' | 'another region'): Condition =>
  saw({ operation, answer: 'good' }, where);
