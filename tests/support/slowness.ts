/** Milliseconds of its thread that {@link work} takes on the machine where the limits of time were found. */
const REFERENCE_MS = 60;

/** Much the same as what a diagnosis does: texts are put together, searched and taken apart. */
function work(): number {
  let found = 0;
  for (let i = 0; i < 100_000; i += 1) {
    const text = `User: arn:aws:iam::111122223333:user/u${i} is not authorized to perform: iam:Operation${i}`;
    found +=
      text.toLowerCase().split(/[\s:/]+/).length + (/perform: (\w+:\w+)$/.exec(text)?.[1]?.length ?? 0);
  }
  return found;
}

/** Least milliseconds of this thread in a few runs: other programs share the machine, and only ever add to them. */
export function leastMs(run: () => unknown, enough = 0): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 6 && least > enough; i += 1) {
    const from = process.threadCpuUsage();
    run();
    const { user, system } = process.threadCpuUsage(from);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** How many times slower this machine is at the moment than that one; 1 where it is as fast. */
export const slowness = (): number => Math.max(1, leastMs(work, REFERENCE_MS) / REFERENCE_MS);
