/** npm starts this process through a shell, and a kill may reach npm or the shell alone. */
const WATCH_MS = 500;

/**
 * Turns Ctrl-C, a polite kill, and the end of the npm that started this into a signal, so that what was started is
 * closed before the process ends.
 * @param parent the process that started this one, where it is npm's
 */
export function onInterrupt(parent = process.env.npm_lifecycle_event ? () => process.ppid : undefined): {
  signal: AbortSignal;
  done(): void;
} {
  const controller = new AbortController();
  const abort = () => controller.abort(new Error('interrupted; everything that was started is stopped'));
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, abort);
  const started = parent?.();
  const watch = parent && setInterval(() => parent() !== started && abort(), WATCH_MS).unref();
  return {
    signal: controller.signal,
    done: () => {
      clearInterval(watch);
      for (const name of names) process.off(name, abort);
    },
  };
}
