/** The process died: nothing it had still to do is done. */
export class Crash extends Error {}

type Hook = (call: () => unknown) => Promise<unknown>;

/** The same services, each call of which goes through a hook. */
export function throughHook<T extends object>(services: T, hook: Hook): T {
  const wrapService = (service: object) =>
    Object.fromEntries(
      Object.entries(service).map(([name, member]) => [
        name,
        typeof member === 'function' ? (...args: unknown[]) => hook(() => member(...args)) : member,
      ]),
    );
  const entries = Object.entries(services).map(([name, service]) => [
    name,
    name === 'clock' || typeof service !== 'object' || Array.isArray(service)
      ? service
      : wrapService(service),
  ]);
  return Object.fromEntries(entries) as T;
}

/** The same services in a process that dies at its nth call, before it is sent or after it was done. */
export function dyingServices<T extends object>(services: T, nth: number, when: 'before' | 'after'): T {
  let count = 0;
  let dead = false;
  const die = () => {
    dead = true;
    throw new Crash();
  };
  return throughHook(services, async (call) => {
    if (dead) throw new Crash();
    count += 1;
    if (count === nth && when === 'before') die();
    const result = await call();
    if (count === nth) die();
    return result;
  });
}

/**
 * Runs a step to its end, then crashes it before and after every single call of that clean run and runs it again.
 * @param given makes fresh services, as they are before the first run
 * @param run the step
 * @param stateOf what has to be the same in the end
 * @param between what happens before it runs again
 * @returns the state after the clean run, and that after each crash and second run, by the place of the crash
 */
export async function crashEverywhere<T extends object>(
  given: () => T,
  run: (services: T) => Promise<unknown>,
  stateOf: (services: T) => unknown,
  between: (services: T) => void = () => {},
): Promise<{ clean: unknown; recovered: Record<string, unknown> }> {
  const services = given();
  let calls = 0;
  await run(
    throughHook(services, async (call) => {
      calls += 1;
      return call();
    }),
  );

  const recovered: Record<string, unknown> = {};
  for (const when of ['before', 'after'] as const) {
    for (let nth = 1; nth <= calls; nth += 1) {
      const crashed = given();
      await run(dyingServices(crashed, nth, when)).catch((error) => {
        if (!(error instanceof Crash)) throw error;
      });
      between(crashed);
      await run(crashed);
      recovered[`${when} call ${nth}`] = stateOf(crashed);
    }
  }
  return { clean: stateOf(services), recovered };
}

/** That every place of a crash ended like the clean run. */
export const allLike = (clean: unknown, recovered: Record<string, unknown>) =>
  Object.fromEntries(Object.keys(recovered).map((place) => [place, clean]));
