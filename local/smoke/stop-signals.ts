/** Two signals closer to each other come from one Ctrl-C: npm passes on what the terminal has sent already. */
const ONE_KEY_MS = 1_000;

/**
 * Turns Ctrl-C, a polite kill, a closed terminal and an error that nothing catches into a signal, so that everything is
 * deleted before the process ends.
 * @param onSecond what to do when a person presses Ctrl-C once more
 */
export function stopSignals(onSecond: () => void): AbortSignal {
  const controller = new AbortController();
  let firstAt = 0;
  const stop = (reason: Error) => {
    if (!controller.signal.aborted) {
      firstAt = Date.now();
      controller.abort(reason);
    } else if (Date.now() - firstAt > ONE_KEY_MS) onSecond();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => stop(new Error(`interrupted by ${name}`)));
  for (const name of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(name, (error) => controller.abort(error instanceof Error ? error : new Error(String(error))));
  // A terminal that was closed takes no more text.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return controller.signal;
}
