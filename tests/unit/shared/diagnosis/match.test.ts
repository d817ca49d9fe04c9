import { describe, expect, it } from '@jest/globals';
import { explains, holds } from '#shared/diagnosis/conditions.ts';
import type { Facts } from '#shared/diagnosis/fact-table.ts';
import { matches } from '#shared/diagnosis/match.ts';
import type { Seen } from '#shared/diagnosis/read-observations.ts';
import type { Condition, Rule, Symptom } from '#shared/diagnosis/rule.ts';
import type { View } from '#shared/diagnosis/view.ts';

/** An answer 403 of getOrders, with a code and words. */
const aSeen = (changes: Partial<Seen> = {}): Seen => ({
  service: 'sp-api',
  operation: 'getOrders',
  status: 403,
  said: ['unauthorized'],
  codes: ['unauthorized', 'looksalike'],
  text: 'access is denied',
  raw: 'Access to arn:x is denied',
  details: '',
  page: false,
  region: 'EU',
  awsRegion: undefined,
  sandbox: false,
  ok: false,
  at: undefined,
  token: undefined,
  ...changes,
});
const KNOWN: NonNullable<Seen['known']> = {
  operations: [],
  key: 'k',
  guessed: false,
  grantless: true,
  marketplaces: false,
  otherMethods: [],
};
const CODE = { code: /^unauthorized$/ };

describe('an observation looks like a symptom', () => {
  it.each<[string, Symptom, Partial<Seen>, boolean]>([
    ['its code fits', CODE, {}, true],
    ['its words fit', { words: /denied/ }, {}, true],
    ['its words do not fit', { words: /other/ }, {}, false],
    ['what it was read from fits', { raw: /arn:x/ }, {}, true],
    ['what it was read from does not fit', { raw: /arn:y/ }, {}, false],
    ['nothing is asked of code and words', { service: ['sp-api'] }, {}, false],
    ['another code is said', { code: /^other$/ }, {}, false],
    ['the code only looks like one', { code: /^looksalike$/ }, {}, false],
    ['the code only looks like one, and none is said', { code: /^looksalike$/ }, { said: [] }, true],
    ['the words fit and another code is said', { code: /^other$/, words: /denied/ }, {}, false],
    ['the words fit and no code is said', { code: /^other$/, words: /denied/ }, { said: [] }, true],
    ['the code fits and the words do not', { ...CODE, words: /other/ }, {}, false],
    ['its service is one of them', { ...CODE, service: ['lwa', 'sp-api'] }, {}, true],
    ['its service is another', { ...CODE, service: ['lwa'] }, {}, false],
    ['its operation fits', { ...CODE, operation: /^getOrders$/ }, {}, true],
    ['its operation does not fit', { ...CODE, operation: /^getOrder$/ }, {}, false],
    ['its operation is one that it must not be', { ...CODE, notOperation: /Orders/ }, {}, false],
    ['its operation is none that it must not be', { ...CODE, notOperation: /Items/ }, {}, true],
    ['the catalogue says so', { ...CODE, called: ({ grantless }) => grantless }, { known: KNOWN }, true],
    ['the catalogue says no', { ...CODE, called: ({ guessed }) => guessed }, { known: KNOWN }, false],
    ['the catalogue does not know it', { ...CODE, called: () => true }, {}, false],
    ['its status is one of them', { ...CODE, status: [400, 403] }, {}, true],
    ['its status is another', { ...CODE, status: [400] }, {}, false],
    ['its status is not known', { ...CODE, status: [400] }, { status: undefined }, true],
    ['it has words that it must not have', { ...CODE, notWords: /denied/ }, {}, false],
    ['it has no words that it must not have', { ...CODE, notWords: /other/ }, {}, true],
    ['it has no details', { ...CODE, noDetails: true }, {}, true],
    ['it has details that it must not have', { ...CODE, noDetails: true }, { details: 'x' }, false],
    ['it is a page', { page: true }, { page: true }, true],
    ['it is no page', { ...CODE, page: true }, {}, false],
    ['it is a good answer', { answer: 'good' }, { ok: true }, true],
    ['it is no good answer', { ...CODE, answer: 'good' }, {}, false],
    ['it is a good answer, and a bad one is asked for', CODE, { ok: true }, false],
    ['it is a good answer, and either is taken', { ...CODE, answer: 'either' }, { ok: true }, true],
    ['it is a bad answer, and either is taken', { ...CODE, answer: 'either' }, {}, true],
    ['its status tells', { statusTells: true, status: [403] }, { said: [] }, true],
    ['its status tells, but a code is said', { statusTells: true, status: [403] }, {}, false],
    [
      'its status tells, but is not known',
      { statusTells: true, status: [403] },
      { said: [], status: undefined },
      false,
    ],
    ['its status tells, but none is asked for', { statusTells: true }, { said: [] }, false],
  ])('where %s', (_, symptom, changes, expected) => {
    expect(matches(aSeen(changes), symptom)).toBe(expected);
  });
});

const aView = (facts: Facts = {}, about?: Seen): View => ({
  ...(about && { about }),
  facts,
  words: '',
  signaturesMatter: false,
  works: () => false,
  saw: ({ where }) => where === 'same region',
});

describe('a condition', () => {
  const yes: Condition = { fact: 'userExists', is: true };
  const no: Condition = { fact: 'userExists', is: false };
  const ask: Condition = { saw: CODE, where: 'same region' };

  it.each<[Condition, Facts, boolean]>([
    [yes, { userExists: true }, true],
    [yes, { userExists: false }, false],
    [yes, {}, false],
    [no, {}, false],
    [no, { userExists: false }, true],
    [{ fact: 'accountId', is: /^1/ }, { accountId: '12' }, true],
    [{ fact: 'accountId', is: /^1/ }, { accountId: '21' }, false],
    [{ fact: 'accountId', is: '12' }, { accountId: '12' }, true],
    [{ fact: 'accessKeyCount', above: 2 }, { accessKeyCount: 3 }, true],
    [{ fact: 'accessKeyCount', above: 2 }, { accessKeyCount: 2 }, false],
    [{ fact: 'accessKeyCount', above: 2 }, {}, false],
    [{ fact: 'accessKeyCount', below: 2 }, { accessKeyCount: 1 }, true],
    [{ fact: 'accessKeyCount', below: 2 }, { accessKeyCount: 2 }, false],
    [{ fact: 'accessKeyCount', below: 2 }, {}, false],
    [
      { same: ['tokenRegion', 'endpointRegion'], is: true },
      { tokenRegion: 'EU', endpointRegion: 'EU' },
      true,
    ],
    [
      { same: ['tokenRegion', 'endpointRegion'], is: true },
      { tokenRegion: 'EU', endpointRegion: 'NA' },
      false,
    ],
    [
      { same: ['tokenRegion', 'endpointRegion'], is: false },
      { tokenRegion: 'EU', endpointRegion: 'NA' },
      true,
    ],
    [{ same: ['tokenRegion', 'endpointRegion'], is: false }, { tokenRegion: 'EU' }, false],
    [{ same: ['tokenRegion', 'endpointRegion'], is: false }, { endpointRegion: 'EU' }, false],
    [{ all: [yes, ask] }, { userExists: true }, true],
    [{ all: [yes, ask] }, {}, false],
    [{ any: [yes, ask] }, {}, true],
    [{ any: [yes, no] }, {}, false],
    [{ saw: CODE, where: 'another region' }, {}, false],
  ])('%j with %j holds: %s', (condition, facts, expected) => {
    expect(holds(condition, aView(facts))).toBe(expected);
  });

  it('about the failed call itself needs one', () => {
    expect([
      holds({ own: CODE }, aView({}, aSeen())),
      holds({ own: CODE }, aView({}, aSeen({ said: ['other'] }))),
      holds({ own: CODE }, aView()),
    ]).toEqual([true, false, false]);
  });
});

describe('a rule', () => {
  const rule = (changes: Partial<Rule>) => ({ when: [CODE], ...changes }) as Rule;
  const known: Condition = { fact: 'userExists', is: true };

  it.each<[string, Partial<Rule>, View, boolean]>([
    ['the call looks like it', {}, aView({}, aSeen()), true],
    ['the call looks otherwise', {}, aView({}, aSeen({ said: ['other'] })), false],
    ['what it needs is known', { needs: known }, aView({ userExists: true }, aSeen()), true],
    ['what it needs is not known', { needs: known }, aView({}, aSeen()), false],
    ['no call failed', {}, aView(), false],
    ['no call failed, and a fact says it', { whenKnown: [known] }, aView({ userExists: true }), true],
    ['no call failed, and no fact says it', { whenKnown: [known] }, aView(), false],
    [
      'a fact says it, but the call looks otherwise',
      { when: [], whenKnown: [known] },
      aView({ userExists: true }, aSeen()),
      false,
    ],
  ])('may explain it or not where %s', (_, changes, view, expected) => {
    expect(explains(rule(changes), view)).toBe(expected);
  });
});
