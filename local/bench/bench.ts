import { parseArgs } from 'node:util';
import { measureChecks } from './check-scale.ts';
import { CHECK_HEADING, checkNotes, checkRow } from './check-table.ts';
import { timeDiagnosis } from './diagnosis-time.ts';
import { measureFunctions } from './function-figures.ts';
import { judgeCheck, judgeGrowth } from './judge-scale.ts';
import { readBenchOptions } from './options.ts';
import { judgeStarts, measureStarts, startLines } from './start-time.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '15' },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    authorizations: { type: 'string', default: '1,10,100,1000' },
  },
});
const { runs, parts, sizes } = readBenchOptions(values);
const say = (text: string) => {
  if (!values.json) console.log(text);
};
const problems: string[] = [];
const results: Record<string, unknown> = {};

if (parts.includes('start')) {
  const starts = await measureStarts(runs);
  Object.assign(results, { starts });
  say(`\nStart of the bundled command line (medians of ${runs})\n${startLines(starts).join('\n')}`);
  problems.push(...judgeStarts(starts));
}
if (parts.includes('functions')) {
  const measured = await measureFunctions(runs, say);
  Object.assign(results, measured);
  problems.push(...measured.functions.flatMap((row) => row.problems));
}
if (parts.includes('diagnosis')) {
  const diagnosis = timeDiagnosis(runs);
  const { cases, right, medianMs, worstMs, worst, totalMs } = diagnosis;
  Object.assign(results, { diagnosis });
  say(
    `\nDiagnosis, ${right} of ${cases} cases right: median ${medianMs.toFixed(2)} ms, worst ${worstMs.toFixed(2)} ms (${worst}), all together ${totalMs.toFixed(1)} ms (medians of ${runs})`,
  );
  if (right < cases) problems.push(`The diagnosis has ${right} of ${cases} cases right`);
}
if (parts.includes('check')) {
  say(CHECK_HEADING);
  const check = await measureChecks(sizes, (row) => say(checkRow(row)));
  Object.assign(results, { check });
  say(checkNotes(check));
  // One authorization is an application with one account; the others have ten each.
  const alike = check.filter(({ authorizations, applications }) => authorizations === 10 * applications);
  problems.push(...check.flatMap(judgeCheck), ...judgeGrowth(alike));
}
if (values.json) console.log(JSON.stringify({ ...results, problems }));
for (const problem of problems) say(`NOT AS PROMISED: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
