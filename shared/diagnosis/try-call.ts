import type { Region } from '../domain/regions.ts';
import { ExplainedError, RetryableError } from '../errors/base.ts';
import { Evidence } from './evidence.ts';
import { evidenceOfFailure } from './evidence-of-failure.ts';

export type Observations = Evidence['observations'];

/** What a call gave, and what is to be observed of it. */
export interface Tried<T> {
  result?: T;
  seen: Observations;
  /** It got no answer that says anything: throttled, unreachable. */
  missed: boolean;
}

/**
 * Tries a call whose failure is an observation.
 * @param call as an observation names it, for example `lwa:refresh_token`
 * @throws what is no error of ours
 */
export async function tryCall<T>(call: string, run: () => Promise<T>, region?: Region): Promise<Tried<T>> {
  const about = { call, ...(region && { region }) };
  try {
    const result = await run();
    return { result, seen: observed({ ...about, httpStatus: 200 }), missed: false };
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    const { name, what, remedy } = error;
    const found = evidenceOfFailure({ step: call, error: name, what, remedy })?.observations ?? [];
    return {
      seen: found.map((one) => ({ ...one, ...about })),
      missed: error instanceof RetryableError,
    };
  }
}

/** One observation, read as evidence is. */
export const observed = (observation: { call: string; [field: string]: unknown }): Observations =>
  Evidence.parse({ observations: [observation] }).observations;
