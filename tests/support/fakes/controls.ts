/** A call that a fake got. */
export interface Call {
  method: string;
  args: unknown[];
}

/** What every fake adds to the interface it plays. */
export interface Controls<T> {
  /** All calls so far, the failed ones too. */
  calls: Call[];
  /** Makes the next call of a method throw instead of doing anything. */
  failNext(method: keyof T & string, error: unknown): void;
}

type AnyMethod = (...args: unknown[]) => unknown;

/**
 * Makes a fake: the methods of the service, what a test may see and set, and the controls.
 * @param service the stateful methods
 * @param view what only tests use; it is neither recorded nor made to fail
 */
export function withControls<T extends object, V extends object>(
  service: T,
  view: V = {} as V,
): T & V & Controls<T> {
  const calls: Call[] = [];
  const failures: { method: string; error: unknown }[] = [];

  const wrap = (method: string, run: AnyMethod): AnyMethod => {
    return async (...args) => {
      calls.push({ method, args });
      const at = failures.findIndex((failure) => failure.method === method);
      const [failure] = at < 0 ? [] : failures.splice(at, 1);
      if (failure) throw failure.error;
      return run(...args);
    };
  };

  const methods = Object.entries(service).map(([name, run]) => [name, wrap(name, run as AnyMethod)]);
  const failNext = (method: string, error: unknown) => void failures.push({ method, error });
  return Object.assign(view, Object.fromEntries(methods) as T, { calls, failNext });
}

/** Names of the methods called, in order. */
export const methodsOf = ({ calls }: { calls: Call[] }): string[] => calls.map(({ method }) => method);
