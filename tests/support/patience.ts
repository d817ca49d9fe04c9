/**
 * How long a test waits for what has to come, in milliseconds. It is no measure of speed: on a machine that is busy with
 * other tests things take ten times as long, and nothing waits longer for it than it takes.
 */
export const PATIENCE_MS = 240_000;
