import { expect, it } from '@jest/globals';
import { repeatDisturbed } from '../../../../local/faults/repeat.ts';
import type { CaseResult } from '../../../../local/faults/run-case.ts';

const WRONG = ['people got 2 messages'];
const result = (disturbed: number, violations: string[]): CaseResult => ({
  ...{ calls: [], injected: 1, runs: 2, ended: 'SUCCEEDED', lines: [], secrets: [] },
  disturbed,
  violations,
});

/** What is told of a case that ends in these ways, one after another. */
async function told(...results: CaseResult[]) {
  const left = [...results];
  const repeated: string[][] = [];
  const last = await repeatDisturbed(
    async () => left.shift() ?? result(0, ['ran once more']),
    ({ violations }) => repeated.push(violations),
  );
  return { violations: last.violations, repeated };
}

it.each([
  ['that went well is run once, however slow the machine was', [result(3, [])], [], []],
  ['that went wrong undisturbed is believed at once', [result(0, WRONG)], WRONG, []],
  ['that went wrong while disturbed is run again', [result(1, WRONG), result(0, [])], [], [WRONG]],
  [
    'that went wrong three times is believed, however slow the machine was',
    [result(1, WRONG), result(2, WRONG), result(1, WRONG)],
    WRONG,
    [WRONG, WRONG],
  ],
])('a case %s', async (_, results, violations, repeated) => {
  expect(await told(...results)).toEqual({ violations, repeated });
});
