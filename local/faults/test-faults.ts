import { parseArgs } from 'node:util';
import { onInterrupt } from '../stack/interrupt.ts';
import { IAM_SEEN } from './eventual-iam.ts';
import { startFaultStack } from './fault-stack.ts';
import { parseFault } from './faults.ts';
import { killWorkers } from './kill-workers.ts';
import { SCENARIOS } from './scenarios.ts';
import { createSession, type Extent, runScenario, type Violation } from './session.ts';

/** Breaks the calls of the state machines, and says what did not end as it must: see docs/faults.md. */
const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    sample: { type: 'string' },
    pairs: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', multiple: true },
    fault: { type: 'string', multiple: true, default: [] },
    at: { type: 'string' },
    iam: { type: 'string' },
    kill: { type: 'string' },
  },
});
const started = Date.now();
const say = (text: string) =>
  console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(7)} s  ${text}`);

const known = SCENARIOS.map(({ name }) => name);
const unknown = [
  ...(values.only ?? [])
    .filter((name) => !known.includes(name))
    .map((name) => `--only ${name}: ${known.join(', ')}`),
  ...(values.iam && !IAM_SEEN.some((one) => one === values.iam)
    ? [`--iam ${values.iam}: ${IAM_SEEN.join(', ')}`]
    : []),
];
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join('; no ')}`);
  process.exit(2);
}
const scenarios = SCENARIOS.filter(({ name }) => values.only?.includes(name) ?? true);
const seed = Number(values.seed);
const interruption = onInterrupt();
const stack = await startFaultStack('faults', { onProgress: say });
const session = createSession(stack, {
  onViolation: (violation) => show('violation', violation),
});
const interrupted = new Promise<boolean>((resolve) => {
  interruption.signal.addEventListener('abort', () => resolve(false));
});
try {
  const complete = await Promise.race([run().then(() => true), interrupted]);
  print(complete ? 'in all' : 'so far');
  process.exitCode = complete ? Math.sign(session.report.violations.length) : 130;
} finally {
  await stack.close();
  interruption.done();
}
// What was interrupted still waits for a stack that is gone.
if (interruption.signal.aborted) process.exit();

async function run(): Promise<void> {
  if (values.kill === undefined) await breakCalls();
  else await killWorkers(session, scenariosToKill(), { kills: Number(values.kill), seed, say });
  await session.searchLogs();
}

/** What comes again and again; a removal where it is asked for by name. */
function scenariosToKill() {
  return scenarios.filter(({ removes }) => values.only || !removes);
}

async function breakCalls(): Promise<void> {
  const { full, pairs, sample, at } = values;
  const given = values.fault.map(parseFault);
  const iam = IAM_SEEN.find((one) => one === values.iam);
  const extent: Extent = {
    full,
    pairs: Number(pairs),
    seed,
    ...(sample !== undefined && { most: Number(sample) }),
    ...(at !== undefined && { at: new RegExp(at) }),
  };
  for (const scenario of scenarios) {
    const enumerated = await session.enumerate(scenario);
    if (given.length > 0 || iam) await session.run(enumerated, given, iam);
    else await runScenario(session, enumerated, extent, say);
  }
}

function show(what: string, { scenario, repeat, found }: Violation): void {
  console.log([`${what} in ${scenario}`, ...found, repeat].join('\n  '));
}

function print(words: string): void {
  const { calls, injected, runs, violations } = session.report;
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(
    `${words}: calls enumerated ${calls}, faults injected ${injected}, runs ${runs}, violations ${violations.length}, time ${seconds} s (seed ${seed})`,
  );
}
