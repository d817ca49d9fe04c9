import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { createDiagnosis } from '#shared/diagnosis/diagnose.ts';
import { Evidence } from '#shared/diagnosis/evidence.ts';
import { FACT_TABLE } from '#shared/diagnosis/fact-table.ts';
import { FAMILIES } from '#shared/diagnosis/families.ts';
import { PROBES } from '#shared/diagnosis/probes.ts';
import type { Rule } from '#shared/diagnosis/rule.ts';
import { RULES } from '#shared/diagnosis/rules/index.ts';
import { MEANINGS } from '#shared/diagnosis/vocabulary/index.ts';
import { DIAGNOSIS_CASES } from '../../../../local/diagnosis/cases/cases.ts';
import { REFERENCE, reference } from '../../../../local/diagnosis-reference.ts';

/** What the catalogue of SP-API adds to a remedy. */
const NAMES = {
  'call-missing-role': 'roles',
  'call-operation-removed': 'successor',
  'call-rdt-role-not-granted': 'roles',
  'call-wrong-path-or-host': 'address',
};

describe('the rules', () => {
  it('have one name each, and hold every failure of the field', () => {
    const ids = RULES.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(DIAGNOSIS_CASES.filter(({ id }) => !ids.includes(id))).toEqual([]);
  });

  it.each(RULES)(
    '$id has a cause, a remedy, a public source and a probe',
    ({ cause, remedy, source, next }) => {
      expect(cause).toMatch(/^\w.*\.$/);
      expect(remedy).toMatch(/^\w.*\.$/);
      expect(source).toMatch(/^https:\/\//);
      expect(next.length).toBeGreaterThan(0);
      expect(next.filter((name) => !Object.hasOwn(PROBES, name))).toEqual([]);
    },
  );

  it.each([...RULES, ...MEANINGS])('$id is of a family there is, and claims a credential there is', (one) => {
    expect(Object.keys(FAMILIES)).toContain(one.family);
    expect([undefined, 'aws-credential', 'lwa-client', 'refresh-token']).toContain(one.claims);
  });

  it('stand before others of their confidence where people said what hints at them', () => {
    const [{ whenKnown: _, needs: __, byWords: ___, ...base }] = RULES as [Rule];
    const planted = (id: string, hints?: RegExp): Rule => ({
      ...base,
      id,
      when: [{ words: /./ }],
      ...(hints && { hints }),
    });
    const diagnose = createDiagnosis([planted('plain'), planted('hinted', /in a loop/)]);
    const observations = [{ call: 'iam:CreateUser', httpStatus: 400, message: 'It did not work.' }];
    const order = (said: string) =>
      diagnose(z.parse(Evidence, { observations, facts: { whatTheySay: said } }))
        .causes.map(({ id }) => id)
        .filter((id) => /plain|hinted/.test(id));

    expect([order('it runs in a loop'), order('it runs once')]).toEqual([
      ['hinted', 'plain'],
      ['plain', 'hinted'],
    ]);
  });

  it('have what the catalogue knows of the operation added where it helps', () => {
    const added = RULES.flatMap(({ id, names }) => (names === undefined ? [] : [[id, names]]));

    expect(Object.fromEntries(added)).toEqual(NAMES);
  });

  it.each(RULES)('$id belongs to a stage of the tutorial', ({ stage }) => {
    expect('iam sts registration lwa authorization signing call quota rotation network'.split(' ')).toContain(
      stage,
    );
  });

  it.each(RULES.filter(({ byWords }) => byWords === 'certain'))(
    '$id is certain by its words, so nothing contradicts it',
    ({ contradicts, claims }) => {
      expect([contradicts, claims]).toEqual([undefined, undefined]);
    },
  );

  it.each(RULES.filter(({ byWords }) => byWords === 'likely'))(
    '$id is likely by its words, and says what else they may mean',
    ({ otherwise }) => {
      expect(otherwise).toMatch(/\w/);
    },
  );

  it('ask for services there are', () => {
    const services = [...JSON.stringify(RULES).matchAll(/"service":\[([^\]]*)\]/g)];
    const names = new Set(services.flatMap(([, list = '']) => list.split(',')));

    expect(services.length).toBeGreaterThan(100);
    expect([...names].toSorted()).toEqual(
      'aws cloudformation console events iam kms lambda logs lwa other sns sp-api sqs ssm states sts'
        .split(' ')
        .map((name) => JSON.stringify(name)),
    );
  });

  it('ask for facts there are', () => {
    const rules = JSON.stringify(RULES);
    const patterns = [/"fact":"([^"]*)"/g, /"same":\["([^"]*)","([^"]*)"\]/g];
    const asked = patterns.flatMap((pattern) =>
      [...rules.matchAll(pattern)].flatMap(([, ...names]) => names),
    );
    const answered = Object.values(PROBES).flatMap(({ answers }): readonly string[] => answers);

    expect(asked.length).toBeGreaterThan(100);
    expect([...asked, ...answered].filter((name) => !Object.hasOwn(FACT_TABLE, name))).toEqual([]);
  });

  it('use every probe', () => {
    const used = new Set<string>(RULES.flatMap(({ next }) => next));

    expect(Object.keys(PROBES).filter((name) => !used.has(name))).toEqual([]);
  });
});

it('docs/diagnosis-reference.md is what the data make it', () => {
  expect(readFileSync(REFERENCE, 'utf8')).toBe(reference());
});
