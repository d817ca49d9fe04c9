import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { FACT_TABLE } from '#shared/diagnosis/fact-table.ts';
import { PROBES } from '#shared/diagnosis/probes.ts';
import { RULES } from '#shared/diagnosis/rules/index.ts';
import { DIAGNOSIS_CASES } from '../../../../local/diagnosis-cases.ts';

const DOCS = readFileSync(new URL('../../../../docs/diagnosis.md', import.meta.url), 'utf8');

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
    },
  );

  it('use every probe', () => {
    const used = new Set<string>(RULES.flatMap(({ next }) => next));

    expect(Object.keys(PROBES).filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('docs/diagnosis.md', () => {
  it('names every fact with its meaning', () => {
    const missing = Object.entries(FACT_TABLE).filter(
      ([name, { kind, means }]) =>
        !DOCS.includes(`| \`${name}\` | ${kind} | ${means.replaceAll('|', '\\|')} |`),
    );

    expect(missing.map(([name]) => name)).toEqual([]);
  });

  it('names every cause with its stage', () => {
    const missing = RULES.filter(
      ({ id, stage, historical }) => !DOCS.includes(`| \`${id}\` | ${stage} | ${historical ? 'yes' : ''} |`),
    );

    expect(missing.map(({ id }) => id)).toEqual([]);
  });
});
