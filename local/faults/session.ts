import fc from 'fast-check';
import pLimit from 'p-limit';
import { functionLogs } from '../stack/secret-texts.ts';
import { chooseFaults, chooseKills } from './choose-faults.ts';
import { IAM_SEEN, type IamSeen } from './eventual-iam.ts';
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
  /** Whether the run without faults went well, so that others can be compared with it. */
  sound: boolean;
}

const violationOf = ({ name }: Scenario, words: string, found: string[]): Violation => ({
  scenario: name,
  repeat: `npm run test:faults -- --only ${name} ${words}`,
  found,
});

/** Applications that are run at the same time, in all sessions: the waits of one are the work of another. */
const lane = pLimit(6);

/** Who hears of a case that went wrong. */
export interface Listeners {
  onViolation?(violation: Violation): void;
}

/** Runs scenarios with faults on one stack, and keeps count. */
export function createSession(stack: FaultStack, { onViolation }: Listeners = {}) {
  const report: Report = { calls: 0, injected: 0, runs: 0, violations: [] };
  const secrets = new Set<string>();

  const count = (scenario: Scenario, words: string, result: CaseResult) => {
    report.injected += result.injected;
    report.runs += result.runs;
    for (const secret of result.secrets) secrets.add(secret);
    if (result.violations.length === 0) return;
    const violation = violationOf(scenario, words, result.violations);
    report.violations.push(violation);
    onViolation?.(violation);
  };

  const run = async (
    { scenario, clean }: Pick<Enumerated, 'scenario' | 'clean'>,
    faults: Fault[],
    iam: IamSeen = 'at-once',
  ) => {
    const words = [
      ...faults.map((fault) => `--fault '${formatFault(fault)}'`),
      ...(iam === 'at-once' ? [] : [`--iam ${iam}`]),
    ].join(' ');
    const result = await runCase(stack, scenario, { clean, faults, iam });
    count(scenario, words, result);
    return result;
  };

  return {
    report,
    run,
    /** Runs a scenario without faults, which must go well, and lists every call of it with its faults. */
    enumerate: async (scenario: Scenario): Promise<Enumerated> => {
      const result = await lane(() => runCase(stack, scenario));
      count(scenario, '--sample 0', result);
      report.calls += result.calls.length;
      return {
        scenario,
        clean: result.lines,
        sound: result.violations.length === 0,
        faults: result.calls.map(({ call, nth }) => faultsAt(call, nth)),
      };
    },
    /** Runs many at a time; says after each how many are done. */
    runAll: async (jobs: (() => Promise<unknown>)[], onDone: (done: number) => void = () => {}) => {
      let done = 0;
      await lane.map(jobs, async (job) => {
        await job();
        onDone(++done);
      });
    },
    /** Runs pairs of faults, and shrinks the first that goes wrong. */
    runPairs: async (one: Enumerated, { seed, numRuns }: { seed: number; numRuns: number }) => {
      const fault = fc.constantFrom(...one.faults.flat());
      const pairs = fc.asyncProperty(
        fault,
        fault,
        fc.constantFrom(...IAM_SEEN),
        async (first, second, iam) => {
          const { violations } = await run(one, [first, second], iam);
          return violations.length === 0;
        },
      );
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

/** How much of a scenario is tried. */
export interface Extent {
  /** Every fault at every call; else one at each, of a kind that the seed chooses. */
  full: boolean;
  /** Of those so many at most. */
  most?: number;
  /** Which calls are broken; by default all. */
  at?: RegExp;
  pairs: number;
  seed: number;
  /** How many workers die at a random moment, each in a run of its own; by default none. */
  kills?: number;
}

/** Runs a scenario with the faults that were asked for, one at a time and in pairs, and under an IAM that is slow. */
export async function runScenario(
  session: Session,
  enumerated: Enumerated,
  extent: Extent,
  say: (text: string) => void = () => {},
): Promise<void> {
  const { at = /./, seed, pairs, kills = 0 } = extent;
  const { faults, ...rest } = enumerated;
  const { scenario } = rest;
  // It is told as a violation already.
  if (!rest.sound) return;
  const one = { ...rest, faults: faults.filter(([first]) => at.test(first?.call ?? '')) };
  const chosen = chooseFaults(one.faults, extent);
  say(`${scenario.name} makes ${faults.length} calls; ${chosen.length} faults are tried one at a time`);
  const jobs = [
    ...(one.faults.length > 0 ? [() => session.runPairs(one, { seed, numRuns: pairs })] : []),
    ...(['late', 'mixed'] as const).map((iam) => () => session.run(one, [], iam)),
    ...chosen.map((fault) => () => session.run(one, [fault])),
    ...chooseKills(one.faults, { seed, most: kills }).map((fault) => () => session.run(one, [fault])),
  ];
  const began = Date.now();
  await session.runAll(jobs, (done) => {
    if (done % TOLD_EVERY === 0 || done === jobs.length)
      say(`${scenario.name}: ${done} of ${jobs.length}, ${minutesLeft(began, done, jobs.length)}`);
  });
  say(`${scenario.name}: ${pairs} pairs of faults, violations so far ${session.report.violations.length}`);
}

/** How many runs pass until the progress is told. */
const TOLD_EVERY = 100;

const minutesLeft = (began: number, done: number, all: number): string =>
  `about ${Math.ceil(((Date.now() - began) / done) * ((all - done) / 60_000))} min left`;
