import { expect, it } from '@jest/globals';
import { chooseFaults } from '../../../../local/faults/choose-faults.ts';
import { faultsAt } from '../../../../local/faults/faults.ts';

const CALLS = ['A/iam:GetUser', 'A/ssm:PutParameter', 'B/sns:Publish'].map((call) => faultsAt(call, 1));

it.each([0, 2, 3, 40])('a sample of %i has as many faults as there are calls at most', (most) => {
  const chosen = chooseFaults(CALLS, { full: false, seed: 7, most });

  expect(new Set(chosen.map(({ call }) => call)).size).toBe(Math.min(most, CALLS.length));
});
