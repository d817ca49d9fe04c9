/** Time that runs faster from an instant on, for the functions and for what they are told. */
export interface VirtualTime {
  /** How much faster; the waits of the state machines take 1/rate of their time. */
  rate: number;
  /** The virtual time of a real one, in milliseconds since 1970. */
  at(realMs: number): number;
  now(): Date;
  /** For `VIRTUAL_TIME`, which the Lambda's preload reads. */
  setting: string;
}

/** Starts a virtual time. */
export function startVirtualTime(rate: number): VirtualTime {
  const origin = Date.now();
  const at = (realMs: number) => Math.round(origin + (realMs - origin) * rate);
  return {
    rate,
    at,
    now: () => new Date(at(Date.now())),
    setting: JSON.stringify({ origin, rate }),
  };
}
