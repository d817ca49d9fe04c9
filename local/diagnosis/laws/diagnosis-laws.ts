import { parseArgs } from 'node:util';
import { diagnose } from '#shared/diagnosis/diagnose.ts';
import { checkLaws } from './check-laws.ts';

/* Holds the diagnosis to its laws over many random evidences: npm run diagnosis:laws -- [--runs 100000] [--seed N] */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string' } },
});
const from = performance.now();
const { failed, counterexample, problems, seed } = checkLaws(diagnose, {
  runs: Number(values.runs),
  ...(values.seed && { seed: Number(values.seed) }),
});
console.log(
  `${values.runs} random evidences, seed ${seed}, ${((performance.now() - from) / 1000).toFixed(0)} s`,
);
if (failed) console.log(problems.join('\n'), '\n', JSON.stringify(counterexample, null, 1));
else console.log('All laws hold.');
process.exitCode = failed ? 1 : 0;
