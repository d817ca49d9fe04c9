import { parseArgs } from 'node:util';
import { onInterrupt } from '../interrupt.ts';
import { startFaultStack } from './fault-stack.ts';
import { parseFault } from './faults.ts';
import { SCENARIOS } from './scenarios.ts';
import { createSession, type Report, runScenario, type Violation } from './session.ts';

/** Breaks the calls of the state machines, and says what did not end as it must: see docs/faults.md. */
const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    sample: { type: 'string' },
    pairs: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', multiple: true },
    fault: { type: 'string', multiple: true, default: [] },
    eventual: { type: 'boolean', default: false },
  },
});
const started = Date.now();
const say = (text: string) =>
  console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(7)} s  ${text}`);

const scenarios = SCENARIOS.filter(({ name }) => values.only?.includes(name) ?? true);
const seed = Number(values.seed);
const interruption = onInterrupt();
const stack = await startFaultStack('faults', say);
interruption.signal.addEventListener('abort', () => void stack.close().then(() => process.exit(130)));
try {
  const report = await run();
  print(report);
  process.exitCode = report.violations.length === 0 ? 0 : 1;
} finally {
  await stack.close();
  interruption.done();
}

async function run(): Promise<Report> {
  const session = createSession(stack, show);
  const given = values.fault.map(parseFault);
  const most = values.sample === undefined ? {} : { most: Number(values.sample) };
  const extent = { full: values.full, pairs: Number(values.pairs), seed, ...most };
  for (const scenario of scenarios) {
    if (given.length > 0 || values.eventual)
      await session.run(await session.enumerate(scenario), given, values.eventual);
    else await runScenario(session, scenario, extent, say);
  }
  await session.searchLogs();
  return session.report;
}

function show({ scenario, repeat, found }: Violation): void {
  console.log([`violation in ${scenario}`, ...found, repeat].join('\n  '));
}

function print({ calls, injected, runs, violations }: Report): void {
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(
    `calls enumerated ${calls}, faults injected ${injected}, runs ${runs}, violations ${violations.length}, time ${seconds} s (seed ${seed})`,
  );
}
