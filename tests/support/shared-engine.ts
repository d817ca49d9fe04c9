import { type Engine, keepAccount, restoreAccount, startEngine } from '../../local/engine/engine.ts';

let shared: Promise<Engine> | undefined;

/**
 * The embedded AWS of this process, for test files that need an account of their own, but one after the other. Closing it
 * empties the account; it ends with the process.
 */
export async function sharedEngine(): Promise<Engine> {
  shared ??= startEmpty().catch((error: unknown) => {
    // The next file starts another.
    shared = undefined;
    throw error;
  });
  const engine = await shared;
  return { ...engine, close: () => restoreAccount(engine) };
}

async function startEmpty(): Promise<Engine> {
  const engine = await startEngine();
  await keepAccount(engine);
  return engine;
}
