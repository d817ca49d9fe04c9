import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DIAGNOSIS_CASES } from '../cases/cases.ts';
import { type ScoredCase, scoreCase, VERDICTS } from './score.ts';

/*
 * Scores the diagnosis on files of failures from the field, each by its worst spelling:
 *   npm run diagnosis:score -- FILE…     files in the form of tests/fixtures/diagnosis/field-reports.json
 *   npm run diagnosis:score              the cases of this project: local/diagnosis/cases/cases.ts
 * --json prints one JSON document. Exit status 1: an answer is wrong.
 */
const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});

/** The failures that this project knows by their causes. */
const OWN: ScoredCase[] = DIAGNOSIS_CASES.map(({ id, evidence }) => ({
  id,
  cause: id,
  evidence: [evidence],
}));

interface Symptom {
  service?: string;
  httpStatus?: number | null;
  code?: string | null;
  message?: string | null;
  details?: string | null;
  context?: string | null;
}

/** A case of another form: one symptom in words, and the cause as its id. Our own evidence for it, where there is one. */
function fromSymptom(id: string, symptom: Symptom): ScoredCase {
  const own = OWN.find((one) => one.id === id);
  if (own) return own;
  const { service = 'other', context, ...seen } = symptom;
  return { id, cause: id, evidence: [{ observations: [{ call: service, ...seen, note: context }] }] };
}

function readCases(file: string): ScoredCase[] {
  const given = JSON.parse(readFileSync(file, 'utf8'));
  const list: (ScoredCase & { symptom?: Symptom; evidence: unknown })[] = Array.isArray(given)
    ? given
    : given.cases;
  return list.map((one) => {
    if (one.symptom) return fromSymptom(one.id, one.symptom);
    return { ...one, evidence: [one.evidence].flat() as ScoredCase['evidence'] };
  });
}

let wrong = 0;
const report: Record<string, unknown> = {};
for (const file of positionals.length > 0 ? positionals : ['local/diagnosis/cases/cases.ts']) {
  const cases = (positionals.length > 0 ? readCases(file) : OWN).map(scoreCase);
  const counts = Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, cases.filter((one) => one.verdict === verdict).length]),
  );
  const misses = cases.filter(({ verdict }) => !verdict.endsWith('right'));
  wrong += cases.filter(({ verdict }) => verdict.startsWith('wrong')).length;
  report[file] = { cases: cases.length, ...counts, misses };
  if (values.json) continue;
  console.log(`\n${file}: ${cases.length} cases`);
  for (const verdict of VERDICTS) console.log(`  ${verdict.padEnd(14)} ${counts[verdict]}`);
  for (const { id, verdict, expected, answered } of misses)
    console.log(`  ${id}: ${verdict}; expected ${expected}, answered ${answered}`);
}
if (values.json) console.log(JSON.stringify(report));
process.exitCode = wrong > 0 ? 1 : 0;
