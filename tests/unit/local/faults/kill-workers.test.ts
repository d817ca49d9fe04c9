import { expect, it } from '@jest/globals';
import { type Fault, faultsAt, formatFault, parseFault } from '../../../../local/faults/faults.ts';
import { killWorkers } from '../../../../local/faults/kill-workers.ts';
import { SCENARIOS } from '../../../../local/faults/scenarios.ts';
import type { Session } from '../../../../local/faults/session.ts';

const CALLS = ['A/iam:GetUser', 'A/ssm:PutParameter', 'B/sns:Publish'].map((call) => faultsAt(call, 1));
const [CREATE, CHECK] = SCENARIOS;
const scenarios = [CREATE, CHECK].filter((one) => one !== undefined);

/** A session in which as many workers die in each execution as `deaths` says. */
function fakeSession(deaths: (faults: Fault[]) => number) {
  const runs: { name: string; faults: Fault[] }[] = [];
  const session = {
    enumerate: async (scenario: object) => ({ scenario, clean: [], sound: true, faults: CALLS }),
    run: async ({ scenario }: { scenario: { name: string } }, faults: Fault[]) => {
      runs.push({ name: scenario.name, faults });
      return { injected: deaths(faults), ended: 'SUCCEEDED' };
    },
    runAll: async (jobs: (() => Promise<unknown>)[]) => {
      for (const job of jobs) await job();
    },
  };
  return { session: session as unknown as Session, runs };
}

const kill = (session: Session, kills: number) =>
  killWorkers(session, scenarios, { kills, seed: 1, say: () => {} });

it('two workers die in each execution, of the scenarios in turn', async () => {
  const { session, runs } = fakeSession((faults) => faults.length);

  const deaths = await kill(session, 6);

  expect(deaths).toEqual({
    killed: 6,
    executions: 3,
    ended: { 'create-private-app SUCCEEDED': 2, 'check-credentials SUCCEEDED': 1 },
  });
  expect(runs.map(({ name }) => name)).toEqual([
    'create-private-app',
    'check-credentials',
    'create-private-app',
  ]);
  for (const { faults } of runs)
    expect(new Set(faults.map(formatFault))).toEqual(
      new Set(faults.map(({ call }) => `${call}#1=kill-meanwhile`)),
    );
});

it('more executions follow where a call that was chosen did not come', async () => {
  const { session, runs } = fakeSession(() => 1);

  expect(await kill(session, 4)).toMatchObject({ killed: 4, executions: 4 });
  expect(runs.map(({ faults }) => faults.length)).toEqual([2, 2, 2, 1]);
});

it('such a death can be given by name', () => {
  const text = 'A/iam:GetUser#1=kill-meanwhile';

  expect(formatFault(parseFault(text))).toBe(text);
});
