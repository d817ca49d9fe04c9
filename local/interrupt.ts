/** Turns Ctrl-C and a polite kill into a signal, so that what was started is closed before the process ends. */
export function onInterrupt(): { signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort(new Error('interrupted; everything that was started is stopped'));
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, abort);
  return {
    signal: controller.signal,
    done: () => {
      for (const name of names) process.off(name, abort);
    },
  };
}
