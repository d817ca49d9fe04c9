import fc from 'fast-check';
import type { ExecutionState } from '../execution/execution.ts';
import { differences, normalise } from './compare.ts';
import { createEyes, type Eyes, type IamSeen } from './eventual-iam.ts';
import type { FaultStack } from './fault-stack.ts';
import type { Fault } from './faults.ts';
import { judgeFirstRun } from './judge.ts';
import type { CountedCall, Watch } from './proxy.ts';
import { purge } from './purge.ts';
import type { Scenario } from './scenarios.ts';
import { findDeadSecrets, findLeaks, secretsOf, textsOf } from './secrets.ts';
import { takeSnapshot } from './snapshot.ts';

/** What a run of a scenario with faults, and one more without, have left. */
export interface CaseResult {
  calls: CountedCall[];
  injected: number;
  runs: number;
  /** How the run with the faults ended: its status, and its error if it has one. */
  ended: string;
  /** The application in the end, without what is its own. */
  lines: string[];
  /** What is not as it must be; each a sentence. */
  violations: string[];
  /** All secrets there were. */
  secrets: string[];
}

/** How to run a scenario. */
export interface CaseOptions {
  faults?: Fault[];
  /** How IAM shows its changes while the faults last. */
  iam?: IamSeen;
  /** How an application looks in the end when nothing was broken. */
  clean?: string[];
}

let applications = 0;

const words = ({ status, error }: ExecutionState) => [status, error].filter(Boolean).join(' ');

/** Runs a scenario with faults, once more without, and looks at everything after that. */
export async function runCase(
  stack: FaultStack,
  scenario: Scenario,
  options: CaseOptions = {},
): Promise<CaseResult> {
  const { faults = [], iam = 'at-once', clean } = options;
  const appName = `flt${(applications++).toString(36)}x${Math.random().toString(36).slice(2, 6)}`;
  const machine = stack.machines[scenario.machine] ?? '';
  const two = scenario.twoAnswerers && stack.twoAnswerers();
  const run = () => stack.run(machine, scenario.input(appName), appName, two?.answer);
  const ended: ExecutionState[] = [];
  const violations: string[] = [];
  let watch: Watch | undefined;
  try {
    await scenario.prepare?.(stack, appName);
    const subjects = [appName, ...(await clientIds(stack, appName))];
    const before = await takeSnapshot(stack, appName);
    watch = stack.proxy.watch(subjects, { faults, eyes: eyesFor(iam, stack.time) });
    const first = await run();
    ended.push(first);
    const messages = await messagesOf(stack, appName);
    violations.push(...judgeFirstRun(first, messages, faults));
    const { calls, injected } = { calls: [...watch.calls], injected: watch.injected };
    watch.faults = [];
    watch.eyes = undefined;
    const again = await run();
    ended.push(again);
    if (again.status !== 'SUCCEEDED')
      violations.push(`the run after it is ${again.status}: ${again.error} ${again.cause?.slice(0, 300)}`);
    const after = await takeSnapshot(stack, appName);
    const lines = normalise(after, appName);
    if (clean) violations.push(...differences(clean, lines));
    if (!scenario.removes) violations.push(...(await findDeadSecrets(stack, appName, after)));
    violations.push(...(two?.violations ?? []));
    const secrets = [...new Set([before, after].flatMap(secretsOf))];
    violations.push(...findLeaks(await textsOf(stack, appName, ended, after), secrets));
    return {
      calls,
      injected,
      runs: ended.length,
      ended: words(first),
      lines,
      violations,
      secrets,
    };
  } catch (error) {
    violations.push((error as Error).message);
    return {
      calls: watch?.calls ?? [],
      injected: watch?.injected ?? 0,
      runs: ended.length + 1,
      ended: ended[0] ? words(ended[0]) : 'not',
      lines: [],
      violations,
      secrets: [],
    };
  } finally {
    stack.proxy.forget(appName);
    await purge(stack, appName);
  }
}

/** How long IAM takes to show a change, at the longest. In seconds of virtual time. */
const SETTLE_SECONDS = 60;

/** Which of many requests see what is new: the same in each run. */
const [SEES = []] = fc.sample(fc.array(fc.boolean(), { minLength: 997, maxLength: 997 }), {
  seed: 1,
  numRuns: 1,
});

function eyesFor(iam: IamSeen, { rate }: FaultStack['time']): Eyes | undefined {
  if (iam === 'at-once') return undefined;
  let asked = 0;
  return createEyes(
    (SETTLE_SECONDS * 1000) / rate,
    () => iam === 'mixed' && SEES[asked++ % SEES.length] === true,
  );
}

async function clientIds({ parameters }: FaultStack, appName: string): Promise<string[]> {
  return Object.values(await parameters.get([parameters.paths.of(appName).lwa.clientId]));
}

async function messagesOf(stack: FaultStack, appName: string) {
  return (await stack.messages()).filter(({ subject }) => subject.startsWith(`[${appName}]`));
}
