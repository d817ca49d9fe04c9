import { describe, expect, it } from '@jest/globals';
import type { FactEntry } from '#shared/diagnosis/fact-entry.ts';
import { FACT_TABLE } from '#shared/diagnosis/fact-table.ts';
import { readFacts } from '#shared/diagnosis/read-facts.ts';

const NAMES = (Object.entries(FACT_TABLE) as [string, FactEntry][]).flatMap(([name, { kind, also }]) =>
  also.map((other) => ({ name, kind, other })),
);

describe('another name of a fact', () => {
  it.each(NAMES)('$other is one of $name', ({ other }) => {
    expect(other).toMatch(/^!?[a-z][A-Za-z0-9.]+$/);
  });

  it.each(NAMES.filter(({ kind }) => kind === 'boolean'))('$other is read as $name', ({ name, other }) => {
    const opposite = other.startsWith('!');

    const { facts } = readFacts({ [other.replace('!', '')]: true });

    expect(facts).toMatchObject({ [name]: !opposite });
  });
});
