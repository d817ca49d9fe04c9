import fc from 'fast-check';
import { functionLogs } from '../secret-texts.ts';
import type { FaultStack } from './fault-stack.ts';
import { type Fault, faultsAt, formatFault } from './faults.ts';
import { type CaseResult, runCase } from './run-case.ts';
import type { Scenario } from './scenarios.ts';
import { findLeaks } from './secrets.ts';

/** A run with faults that did not end as it must, and how to repeat it. */
export interface Violation {
  scenario: string;
  repeat: string;
  found: string[];
}

/** What a session has done so far. */
export interface Report {
  calls: number;
  injected: number;
  runs: number;
  violations: Violation[];
}

/** A scenario with the calls that it makes, and how its application looks in the end. */
export interface Enumerated {
  scenario: Scenario;
  clean: string[];
  faults: Fault[][];
}

/** How long IAM takes to show a change, at the longest. In seconds of virtual time. */
export const SETTLE_SECONDS = 60;

/** Applications that are run at the same time: the waits of one are the work of another. */
const LANES = 4;

/** Runs scenarios with faults on one stack, and keeps count. */
export function createSession(stack: FaultStack, onViolation: (violation: Violation) => void = () => {}) {
  const report: Report = { calls: 0, injected: 0, runs: 0, violations: [] };
  const secrets = new Set<string>();

  const count = (scenario: Scenario, words: string, result: CaseResult) => {
    report.injected += result.injected;
    report.runs += result.runs;
    for (const secret of result.secrets) secrets.add(secret);
    const repeat = `npm run test:faults -- --only ${scenario.name} ${words}`;
    if (result.violations.length === 0) return;
    const violation = { scenario: scenario.name, repeat, found: result.violations };
    report.violations.push(violation);
    onViolation(violation);
  };

  const run = async (
    { scenario, clean }: Pick<Enumerated, 'scenario' | 'clean'>,
    faults: Fault[],
    settle = false,
  ) => {
    const settleSeconds = settle ? SETTLE_SECONDS : 0;
    const result = await runCase(stack, scenario, { clean, faults, settleSeconds });
    const words = [
      ...faults.map((fault) => `--fault '${formatFault(fault)}'`),
      ...(settle ? ['--eventual'] : []),
    ];
    count(scenario, words.join(' '), result);
    return result;
  };

  return {
    report,
    run,
    /** Runs a scenario without faults, which must go well, and lists every call of it with its faults. */
    enumerate: async (scenario: Scenario): Promise<Enumerated> => {
      const result = await runCase(stack, scenario);
      count(scenario, '--sample 0', result);
      report.calls += result.calls.length;
      return {
        scenario,
        clean: result.lines,
        faults: result.calls.map(({ call, nth }) => faultsAt(call, nth)),
      };
    },
    /** Runs many at a time. */
    runAll: async (jobs: (() => Promise<unknown>)[]) => {
      const left = [...jobs];
      const work = async () => {
        for (let job = left.shift(); job; job = left.shift()) await job();
      };
      await Promise.all(Array.from({ length: LANES }, work));
    },
    /** Runs pairs of faults, and shrinks the first that goes wrong. */
    runPairs: async (one: Enumerated, { seed, numRuns }: { seed: number; numRuns: number }) => {
      const fault = fc.constantFrom(...one.faults.flat());
      const pairs = fc.asyncProperty(fault, fault, fc.boolean(), async (first, second, settle) => {
        const { violations } = await run(one, [first, second], settle);
        return violations.length === 0;
      });
      const { counterexample } = await fc.check(pairs, { seed, numRuns });
      return counterexample;
    },
    /** Searches the logs of all functions for all secrets there were. */
    searchLogs: async () => {
      const found = findLeaks(await functionLogs(stack), [...secrets]);
      const repeat = 'npm run test:faults -- --full';
      if (found.length > 0) report.violations.push({ scenario: 'all', repeat, found });
    },
  };
}

export type Session = ReturnType<typeof createSession>;

/** One fault at each call of a scenario, of a kind that the seed chooses; or every fault at every call. */
export function chooseFaults(
  { faults }: Enumerated,
  how: { full: boolean; seed: number; most?: number },
): Fault[] {
  if (how.full) return faults.flat();
  const chosen = faults.flatMap((atCall, i) =>
    fc.sample(fc.constantFrom(...atCall), { seed: how.seed + i, numRuns: 1 }),
  );
  const { most = chosen.length } = how;
  const part = fc.shuffledSubarray(chosen, { minLength: Math.min(most, chosen.length), maxLength: most });
  return fc.sample(part, { seed: how.seed, numRuns: 1 })[0] ?? [];
}

/** How much of a scenario is tried. */
export interface Extent {
  /** Every fault at every call; else one at each, of a kind that the seed chooses. */
  full: boolean;
  /** Of those so many at most. */
  most?: number;
  pairs: number;
  seed: number;
}

/** Runs a scenario with the faults that were asked for, one at a time, then in pairs, and under an IAM that is slow. */
export async function runScenario(
  session: Session,
  scenario: Scenario,
  extent: Extent,
  say: (text: string) => void = () => {},
): Promise<void> {
  const one = await session.enumerate(scenario);
  say(`${scenario.name} makes ${one.faults.length} calls`);
  const faults = chooseFaults(one, extent);
  const single = faults.map((fault) => () => session.run(one, [fault]));
  await session.runAll([() => session.run(one, [], true), ...single]);
  say(`${scenario.name}: ${faults.length} faults one at a time`);
  await session.runPairs(one, { seed: extent.seed, numRuns: extent.pairs });
}
