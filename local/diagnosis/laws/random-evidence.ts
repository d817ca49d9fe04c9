import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { GivenEvidence } from '#shared/diagnosis/evidence.ts';
import type { FactEntry } from '#shared/diagnosis/fact-entry.ts';
import { FACT_TABLE } from '#shared/diagnosis/fact-table.ts';
import { MEANINGS } from '#shared/diagnosis/vocabulary/index.ts';
import { DIAGNOSIS_CASES } from '../cases/cases.ts';

export type Observation = NonNullable<GivenEvidence['observations']>[number];
/** Evidence with all that the laws change. */
export interface Written {
  observations: Observation[];
  facts: Record<string, unknown>;
}

const fixture = (name: string): { evidence: GivenEvidence[] }[] =>
  JSON.parse(
    readFileSync(new URL(`../../../tests/fixtures/diagnosis/${name}.json`, import.meta.url), 'utf8'),
  );

/** Everything that was seen in the field. */
const FIELD: GivenEvidence[] = [
  ...DIAGNOSIS_CASES.map(({ evidence }) => evidence),
  ...['field-reports', 'public-reports', 'held-out-reports']
    .flatMap(fixture)
    .flatMap(({ evidence }) => evidence),
];
const OBSERVED = FIELD.flatMap(({ observations }) => observations ?? []);
const textsOf = (field: 'call' | 'code' | 'message' | 'details' | 'note'): string[] =>
  [
    ...new Set(OBSERVED.map((one) => one[field]).filter((text) => typeof text === 'string' && text !== '')),
  ] as string[];

const CALLS = [
  ...textsOf('call'),
  ...['iam', 'sts', 'ssm', 'kms', 'sns', 'sqs', 'states', 'lambda', 'events', 'logs', 'cloudformation'].map(
    (service) => `${service}:DoSomething`,
  ),
];
const CODES = [
  ...textsOf('code'),
  ...MEANINGS.flatMap(({ codes = '' }) => codes.split(/\s+/).filter(Boolean)),
];
const REGIONS = ['NA', 'EU', 'FE', 'us-east-1', 'ap-east-1'];
const TIMES = [0, 5, 60, 600, 7200].map((s) => new Date(Date.UTC(2026, 10, 20) + s * 1000).toISOString());

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 2 });

const made = fc.record({
  call: fc.constantFrom(...CALLS),
  httpStatus: maybe(fc.constantFrom(0, 200, 204, 400, 401, 403, 404, 409, 429, 500, 503)),
  code: maybe(fc.constantFrom(...CODES)),
  message: maybe(fc.constantFrom(...textsOf('message'), 'anything', 'something went wrong here')),
  details: maybe(fc.constantFrom('', ...textsOf('details'))),
  region: maybe(fc.constantFrom(...REGIONS)),
  at: maybe(fc.constantFrom(...TIMES)),
  note: maybe(fc.constantFrom(...textsOf('note'))),
}) as fc.Arbitrary<Observation>;

const DATES = ['2025-01-01', '2026-11-19', '2026-11-20T00:00:01Z'];
const TEXTS: Partial<Record<string, string[]>> = {
  sellingPartner: ['seller', 'vendor'],
  apiFamily: ['seller', 'vendor'],
  tokenKind: ['Atza|', 'Atc|', 'Atzr|', 'rdt'],
  profileStatus: ['approved', 'under review'],
  accountStatus: ['active', 'deactivated'],
  queueKmsKey: ['none', 'alias/aws/sqs', 'key'],
};
const valueFor = (name: string, { kind }: FactEntry): fc.Arbitrary<unknown> => {
  if (kind === 'boolean') return fc.boolean();
  if (kind === 'duration')
    return fc.constantFrom('5 s', '90 s', '3 min', '2 hours', '40 days', '200 days', '400 days');
  if (kind === 'number') return fc.constantFrom(0, 1, 2, 10, 100);
  if (kind === 'date') return fc.constantFrom(...DATES);
  if (/region/i.test(name)) return fc.constantFrom('NA', 'EU', 'FE');
  return fc.constantFrom(...(TEXTS[name] ?? ['arn:aws:iam::111122223333:role/x', 'ATVPDKIKX0DER', 'x']));
};
const FACTS = Object.entries<FactEntry>(FACT_TABLE).map(([name, entry]) =>
  valueFor(name, entry).map((value) => [name, value] as const),
);
const facts = fc
  .array(fc.oneof(...FACTS), { maxLength: 5 })
  .map((pairs): Record<string, unknown> => Object.fromEntries(pairs));

/** Evidence of the field, evidence put together from its pieces and from the vocabularies, and facts of all kinds. */
export const randomEvidence: fc.Arbitrary<Written> = fc.record({
  observations: fc.array(fc.oneof(made, fc.constantFrom(...OBSERVED)), { minLength: 1, maxLength: 4 }),
  facts,
});
