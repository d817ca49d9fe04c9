import { setTimeout as pause } from 'node:timers/promises';

/** The end of an engine is noticed a moment after its connections break. */
const NOTICED_MS = 300;

/**
 * Waits for work that needs a running engine.
 * @param ended of the engine
 * @throws why the engine ended, also where the work fails because of it
 */
export async function whileRunning<T>({ ended }: { ended: AbortSignal }, work: Promise<T>): Promise<T> {
  const lost = new Promise<never>((_, reject) => {
    const fail = () => reject(ended.reason);
    if (ended.aborted) fail();
    else ended.addEventListener('abort', fail, { once: true });
  });
  const explained = work.catch(async (error: unknown) => {
    await pause(NOTICED_MS);
    throw ended.aborted ? ended.reason : error;
  });
  return Promise.race([explained, lost]);
}
