/**
 * How long a test waits for what has to come, in milliseconds. It is no measure of speed: on a machine that is busy with
 * other tests things take ten times as long, and nothing waits longer for it than it takes.
 */
export const PATIENCE_MS = 240_000;

/**
 * Does something again and again until what is awaited is there, or {@link PATIENCE_MS} are over. It answers nothing and
 * throws nothing: the expectation that follows says what is missing.
 */
export async function until(isThere: () => boolean | Promise<boolean>, again: () => unknown): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isThere()) && Date.now() < deadline) await again();
}
