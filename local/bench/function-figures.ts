import { join } from 'node:path';
import { projectRoot } from '../engine/project-root.ts';
import { type Bundle, prepareBundles } from './bundles.ts';
import { compareColdStart } from './cold-start.ts';
import { measureExecution } from './execution-cost.ts';
import { timeToFirstAnswer } from './first-answer.ts';
import { judgeFunction } from './judge-functions.ts';

type Say = (text: string) => void;

/** Size and cold start of every function, the first answer of one, and the bill of one execution. */
export async function measureFunctions(runs: number, say: Say) {
  say(
    `Packaging. Then medians of ${runs} fresh processes per function; the floor is one file with the same SDK clients,\nmiddy and Powertools logger alone, measured in turn with it. The ratio is of the least processor times. Only bytes are judged.\n`,
  );
  const bundles = await prepareBundles(join(projectRoot, '.local', 'bench-package'));
  say('function                   clients  zip bytes  start bytes  import ms  floor ms  ratio  peak MiB');
  const functions = [];
  for (const bundle of bundles) {
    const row = await measure(bundle, runs);
    functions.push(row);
    say(
      `${row.name.padEnd(26)} ${String(row.clients).padStart(7)}  ${String(row.zippedBytes).padStart(9)}  ${String(row.startBytes).padStart(11)}  ${row.importMs.toFixed(1).padStart(9)}  ${row.floorMs.toFixed(1).padStart(8)}  ${row.ratio.toFixed(3)}  ${row.peakMiB.toFixed(1).padStart(8)}${row.problems.length === 0 ? '' : '  OVER THE LIMIT'}`,
    );
  }
  const call = bundles.find(({ name }) => name === 'call-selling-partner-api') as Bundle;
  const firstAnswerMs = await timeToFirstAnswer(call.handler, runs);
  say(`\nImport to first signed answer on loopback: ${firstAnswerMs.toFixed(0)} ms (median of ${runs})`);
  const execution = await measureExecution();
  say(
    `One execution, one selling account: ${execution.transitions} state transitions, ${execution.invocations} invocations, ${execution.billedSeconds.toFixed(1)} s billed, USD ${execution.usd.toFixed(5)} without the free tier`,
  );
  return { functions, firstAnswerMs, execution };
}

async function measure(bundle: Bundle, runs: number) {
  const { handler, floor, ratio } = await compareColdStart(bundle, runs);
  const { name, zippedBytes, startBytes } = bundle;
  const size = { name, clients: bundle.clients.length, zippedBytes, startBytes };
  return { ...size, ...handler, floorMs: floor.importMs, ratio, problems: judgeFunction(size) };
}
