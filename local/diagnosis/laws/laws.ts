import * as z from 'zod/mini';
import { isRootCause } from '#shared/diagnosis/diagnose.ts';
import type { Cause, Diagnosis } from '#shared/diagnosis/diagnosis.ts';
import { type Evidence, Observation } from '#shared/diagnosis/evidence.ts';
import type { FactName } from '#shared/diagnosis/fact-table.ts';
import { RULES } from '#shared/diagnosis/rules/index.ts';
import { viewsOf } from '#shared/diagnosis/view.ts';
import { MEANINGS } from '#shared/diagnosis/vocabulary/index.ts';
import type { Claim } from '#shared/diagnosis/vocabulary/meaning.ts';
import type { Observation as Given, Written } from './random-evidence.ts';
import { NOISES, SPELLINGS } from './spellings.ts';

/** A diagnosis under test. */
export type Diagnose = (evidence: Evidence) => Diagnosis;

const RANKS = { certain: 3, likely: 2, possible: 1 };
const isGood = (status: unknown) => Number(status ?? 0) >= 200 && Number(status ?? 0) < 300;
const CLAIMS = new Map<string, Claim>(
  [...RULES, ...MEANINGS].flatMap(({ id, claims }) => (claims ? [[id, claims]] : [])),
);

/** A good answer that a credential gives. */
const PROOFS: [Claim, Given][] = [
  ['aws-credential', { call: 'sts:GetCallerIdentity', httpStatus: 200 }],
  ['lwa-client', { call: 'lwa:client_credentials', httpStatus: 200 }],
  ['refresh-token', { call: 'lwa:refresh_token', httpStatus: 200 }],
];
const BY_WORDS = new Set(RULES.flatMap(({ id, byWords }) => (byWords === 'certain' ? [id] : [])));
const FAILURE = { call: 'events:PutRule', httpStatus: 400, code: 'InvalidEventPatternException' };
const FIELDS = ['code', 'message', 'details', 'region', 'note'] as const;
const UNRELATED = [
  { call: 'console:Some page', httpStatus: 200 },
  { call: 'https://status.example.com/health', httpStatus: 200 },
];

/** What does not hold of evidence, in words; nothing when all does. `pick` chooses what is changed. */
export function broken(diagnose: Diagnose, written: Written, pick: number): string[] {
  const read = (evidence: Written) => diagnose(parsed(evidence));
  const answer = read(written);
  return [
    ...supportedByNothing(read, written),
    ...surerWithLess(read, written, pick),
    ...changedByOthers(read, written, answer, pick),
    ...changedByOrder(read, written, answer),
    ...takenBack(read, written, pick),
    ...claimedInVain(read, written),
    ...changedBySpelling(read, written, answer, pick),
    ...changedByNoise(read, written, answer, pick),
  ];
}

/** The laws leave most observations as they are: one that is asked about again is parsed once, and so read once too. */
const PARSED = new WeakMap<Given, z.infer<typeof Observation>>();
function parsedOnce(given: Given): z.infer<typeof Observation> {
  const observation = PARSED.get(given) ?? z.parse(Observation, given);
  PARSED.set(given, observation);
  return observation;
}
const parsed = ({ observations, facts }: Written): Evidence => ({
  observations: observations.map(parsedOnce),
  facts,
});

type Read = (evidence: Written) => Diagnosis;

/** A call with a text that says nothing is unknown, whatever else is known. */
function supportedByNothing(read: Read, { observations, facts }: Written): string[] {
  const silent = observations.map(({ call }) => ({ call, message: 'anything' }));
  const { causes } = read({ observations: silent, facts });
  return causes.some(({ id }) => id !== 'unknown') ? [`supported by nothing: ${causes[0]?.id}`] : [];
}

/**
 * Taking a good answer, a fact, or a field of the failed call away makes no cause of this failure surer. (That other
 * failures change nothing is a law of its own.)
 */
function surerWithLess(read: Read, { observations, facts }: Written, pick: number): string[] {
  const failed = observations.filter(({ httpStatus }) => !isGood(httpStatus));
  const good = observations.filter(({ httpStatus }) => isGood(httpStatus));
  const one = failed[pick % Math.max(1, failed.length)];
  if (!one) return [];
  const before = read({ observations: [one, ...good], facts });
  const names = Object.keys(facts);
  const name = names[pick % Math.max(1, names.length)] ?? '';
  const { [name]: _, ...fewer } = facts;
  const field = FIELDS[pick % FIELDS.length] ?? 'code';
  const less: Record<string, Written> = {
    'without the good answers': { observations: [one], facts },
    [`without ${field}`]: { observations: [{ ...one, [field]: undefined }, ...good], facts },
  };
  const withoutFact = { observations: [one, ...good], facts: fewer };
  if (!isTold(name, withoutFact)) less[`without the fact ${name}`] = withoutFact;
  return Object.entries(less).flatMap(([what, evidence]) => {
    const surer = read(evidence).causes.filter((cause) => RANKS[cause.confidence] > rankIn(before, cause));
    return surer.map(({ id }) => `surer ${what}: ${id}`);
  });
}

/** What the words of a failure alone make certain, no further evidence takes back: the family stays, and a root cause too. */
function takenBack(read: Read, { observations, facts }: Written, pick: number): string[] {
  const failed = observations.filter(({ httpStatus }) => !isGood(httpStatus));
  const one = failed[pick % Math.max(1, failed.length)];
  if (!one) return [];
  const certain = read({ observations: [one], facts: {} }).causes.filter(
    ({ confidence }) => confidence === 'certain',
  );
  const { causes } = read({ observations: [one, ...observations.filter((other) => other !== one)], facts });
  const wordsAlone = certain.filter(({ id }) => !isRootCause(id) || BY_WORDS.has(id));
  const stays = ({ id, family }: Cause) =>
    causes.some((after) =>
      isRootCause(id) ? after.id === id && after.confidence === 'certain' : after.family === family,
    );
  return wordsAlone.filter((cause) => !stays(cause)).map(({ id }) => `certain, and taken back: ${id}`);
}

/** How sure an answer is of a cause, or of its family; what it does not name, something contradicts. */
function rankIn({ causes }: Diagnosis, { id, family }: Cause): number {
  if (!causes.some((one) => one.id === id)) return RANKS.certain;
  const alike = causes.filter((one) => one.id === id || one.family === family);
  return Math.max(...alike.map(({ confidence }) => RANKS[confidence]));
}

/** What was given is never overwritten: without it, what the rest tells of the same may be the opposite. */
const isTold = (name: string, written: Written): boolean =>
  viewsOf(parsed(written)).some(({ facts }) => facts[name as FactName] !== undefined);

/** An observation that has nothing to do with it changes nothing; another failure only adds its own causes. */
function changedByOthers(
  read: Read,
  { observations, facts }: Written,
  full: Diagnosis,
  pick: number,
): string[] {
  const other = UNRELATED[pick % UNRELATED.length] as (typeof UNRELATED)[number];
  const after = read({ observations: [other, ...observations], facts });
  if (!same(full, after)) return [`changed by ${other.call}: ${shown(full)} became ${shown(after)}`];
  if (observations.every(({ httpStatus }) => isGood(httpStatus))) return [];
  const { causes } = read({ observations: [...observations, FAILURE], facts });
  const lost = full.causes.filter(
    ({ id, confidence }) =>
      id !== 'unknown' && !causes.some((one) => one.id === id && RANKS[one.confidence] >= RANKS[confidence]),
  );
  return lost.map(({ id }) => `less sure by another failure: ${id}`);
}

function changedByOrder(read: Read, { observations, facts }: Written, full: Diagnosis): string[] {
  const turned = Object.fromEntries(Object.entries(facts).toReversed());
  const after = read({ observations: observations.toReversed(), facts: turned });
  return same(full, after) ? [] : [`changed by order: ${shown(full)} became ${shown(after)}`];
}

/** A good answer with a credential contradicts each cause that calls it unknown, wrong or ended. */
function claimedInVain(read: Read, { observations, facts }: Written): string[] {
  return PROOFS.flatMap(([claim, proof]) => {
    const { causes } = read({ observations: [...observations, proof], facts });
    return causes.filter(({ id }) => CLAIMS.get(id) === claim).map(({ id }) => `claimed in vain: ${id}`);
  });
}

function changedBySpelling(
  read: Read,
  { observations, facts }: Written,
  full: Diagnosis,
  pick: number,
): string[] {
  const spellings = Object.entries(SPELLINGS);
  const [name, spell] = spellings[pick % spellings.length] ?? [];
  if (!spell) return [];
  const after = read({ observations: observations.map(spell), facts });
  return same(full, after) ? [] : [`changed by ${name}: ${shown(full)} became ${shown(after)}`];
}

/** Only the words of the error count. */
function changedByNoise(
  read: Read,
  { observations, facts }: Written,
  full: Diagnosis,
  pick: number,
): string[] {
  const noise = NOISES[pick % NOISES.length] ?? '';
  const noisy = observations.map((one) =>
    typeof one.message === 'string' && one.message !== '' && !isGood(one.httpStatus)
      ? { ...one, message: `${one.message}${noise}` }
      : one,
  );
  const after = read({ observations: noisy, facts });
  return same(full, after) ? [] : [`changed by${noise}: ${shown(full)} became ${shown(after)}`];
}

const shown = ({ causes }: Diagnosis) => causes.map(({ id, confidence }) => `${id} ${confidence}`).join(', ');
const same = (one: Diagnosis, other: Diagnosis) => shown(one) === shown(other);
