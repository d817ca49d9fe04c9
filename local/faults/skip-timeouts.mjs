/** Shorter waits are pauses between attempts, and take a fifth of their time. */
const TIMEOUT_MS = 3_000;
const PAUSES = 0.2;

/**
 * Time-outs keep their time, so that a busy machine breaks no call. With each SIGUSR2, which the proxy sends while it
 * lets a call be late, time jumps to the end of the next one.
 */
export function skipTimeouts() {
  const { setTimeout: later, clearTimeout: forget } = globalThis;
  const timeouts = new Map();
  const set = (run, ms, given) => {
    const timer = later(() => end(timer), ms);
    timeouts.set(timer, { due: performance.now() + ms, run: () => run(...given) });
    return timer;
  };
  const end = (timer) => {
    const { run } = timeouts.get(timer) ?? {};
    forgetTimeout(timer);
    run?.();
  };
  const forgetTimeout = (timer) => {
    timeouts.delete(timer);
    forget(timer);
  };
  globalThis.setTimeout = Object.assign(
    (run, ms = 0, ...given) => (ms < TIMEOUT_MS ? later(run, ms * PAUSES, ...given) : set(run, ms, given)),
    later,
  );
  globalThis.clearTimeout = forgetTimeout;
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    const abort = () => controller.abort(new DOMException('The operation timed out', 'TimeoutError'));
    globalThis.setTimeout(abort, ms).unref();
    return controller.signal;
  };
  process.on('SIGUSR2', () => {
    const [next] = [...timeouts].toSorted(([, a], [, b]) => a.due - b.due)[0] ?? [];
    if (next) end(next);
  });
}
