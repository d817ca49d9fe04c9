import { startLocalStack } from '../stack/local-stack.ts';
import type { CheckFigures } from './check-figures.ts';
import { measureCheck } from './measure-check.ts';
import { applicationsFor } from './scaled-seed.ts';

/** As many applications as are checked at a time: after them all Lambda processes are warm. */
const WARM_UP = [1, 1, 1, 1, 1];

/**
 * Runs check-credentials on the local stack for each number of authorizations.
 * @param onRow is told each result as soon as it is there
 */
export async function measureChecks(
  sizes: number[],
  onRow: (row: CheckFigures) => void,
): Promise<CheckFigures[]> {
  const calls: string[] = [];
  const stack = await startLocalStack({ stage: 'bench-check', onAwsCall: (action) => calls.push(action) });
  try {
    await measureCheck(stack, calls, 'bench-warm', WARM_UP);
    const rows: CheckFigures[] = [];
    for (const size of sizes) {
      const row = await measureCheck(stack, calls, `bench-${size}`, applicationsFor(size));
      rows.push(row);
      onRow(row);
    }
    return rows;
  } finally {
    await stack.close();
  }
}
