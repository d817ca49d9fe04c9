import { describe, expect, it } from '@jest/globals';
import type { CheckFigures } from '../../../../local/bench/check-figures.ts';
import { judgeCheck, judgeGrowth } from '../../../../local/bench/judge-scale.ts';

function figures(authorizations: number, changes: Partial<CheckFigures> = {}): CheckFigures {
  const applications = authorizations / 10;
  return {
    authorizations,
    applications,
    executions: 1,
    good: applications,
    verified: authorizations,
    calls: { exchanges: authorizations, clientProofs: applications, spApi: authorizations, throttled: 0 },
    awsCalls: { GetParameters: 3 * authorizations, AssumeRole: authorizations },
    seconds: authorizations / 20,
    peakMiB: 100,
    largestPayloadBytes: 262_144,
    mostEvents: 25_000,
    transitions: 4 * authorizations,
    invocations: 2 * authorizations,
    billedSeconds: 1,
    usd: 1,
    started: { executions: 0, transitions: 0, invocations: 0, billedSeconds: 0, usd: 0 },
    ...changes,
  };
}
const { calls } = figures(100);

describe('a check', () => {
  it('within the limits, with one exchange for each account, is as promised', () => {
    expect(judgeCheck(figures(100))).toEqual([]);
  });

  it.each<[Partial<CheckFigures>, string]>([
    [{ calls: { ...calls, exchanges: 101 } }, '101 token exchanges'],
    [{ calls: { ...calls, clientProofs: 11 } }, '11 proofs of a client'],
    [{ calls: { ...calls, spApi: 99 } }, '99 calls to SP-API'],
    [{ calls: { ...calls, throttled: 1 } }, '1 calls were throttled'],
    [{ verified: 99 }, 'only 99 were called'],
    [{ good: 9 }, '9 of 10 applications are found to work'],
    [{ largestPayloadBytes: 262_145 }, 'a payload of 262145 bytes'],
    [{ mostEvents: 25_001 }, 'a history of 25001 events'],
  ])('with %j is not', (changes, problem) => {
    expect(judgeCheck(figures(100, changes))).toEqual([`100 authorizations: ${problem}`]);
  });
});

describe('growth', () => {
  it('slower on a busy machine is as promised', () => {
    expect(judgeGrowth([figures(100), figures(1000, { seconds: 5000 })])).toEqual([]);
  });

  it('in proportion, with the same memory, is as promised', () => {
    expect(judgeGrowth([figures(10), figures(100), figures(1000)])).toEqual([]);
  });

  it.each<[Partial<CheckFigures>, string]>([
    [{ transitions: 4_240 }, 'transitions for each is 1.06 times that with 100, more than 1.05'],
    [{ invocations: 2_200 }, 'invocations for each is 1.10 times that with 100, more than 1.05'],
    [
      { awsCalls: { GetParameters: 8_000 } },
      'AWS calls for each is 2.00 times that with 100, more than 1.05',
    ],
    [{ peakMiB: 151 }, 'memory of a Lambda is 1.51 times that with 100, more than 1.5'],
  ])('with %j at a thousand is not', (changes, problem) => {
    expect(judgeGrowth([figures(100), figures(1000, changes)])).toEqual([`1000 authorizations: ${problem}`]);
  });
});
