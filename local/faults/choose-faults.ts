import fc from 'fast-check';
import { type Fault, KILL_MEANWHILE } from './faults.ts';

/**
 * One fault at each call of a scenario, of a kind that the seed chooses; or every fault at every call.
 * @param faults by call
 */
export function chooseFaults(
  faults: Fault[][],
  how: { full: boolean; seed: number; most?: number },
): Fault[] {
  if (how.full) return faults.flat();
  const chosen = faults.flatMap((atCall, i) =>
    fc.sample(fc.constantFrom(...atCall), { seed: how.seed + i, numRuns: 1 }),
  );
  return chooseSome(chosen, how);
}

/**
 * Some calls of a scenario, each with the death of its worker at a random moment.
 * @param faults by call
 */
export const chooseKills = (faults: Fault[][], how: { seed: number; most: number }): Fault[] =>
  chooseSome(
    faults.flatMap(([first]) => first ?? []),
    how,
  ).map(({ call, nth }) => ({
    call,
    nth,
    kind: KILL_MEANWHILE,
    times: 1,
  }));

function chooseSome(all: Fault[], { seed, most = all.length }: { seed: number; most?: number }): Fault[] {
  const length = Math.min(most, all.length);
  const some = fc.shuffledSubarray(all, { minLength: length, maxLength: length });
  return fc.sample(some, { seed, numRuns: 1 })[0] ?? [];
}
