import type { Services } from '../services.ts';

/** In which step, with which error, and which execution failed. */
export interface FailedExecution {
  step: string;
  error: string;
  execution: string;
}

/**
 * Sets the status of an application to failed, as of now.
 * @throws what Parameter Store throws
 */
export async function recordFailure(
  { clock, parameters }: Pick<Services, 'clock' | 'parameters'>,
  appName: string,
  failed: FailedExecution,
): Promise<void> {
  const status = { state: 'failed', since: clock.now().toISOString(), ...failed };
  await parameters.put(appName, parameters.paths.of(appName).status, JSON.stringify(status));
}
