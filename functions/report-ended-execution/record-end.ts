import * as z from 'zod/mini';
import type { FailedStep } from '#shared/domain/failed-step.ts';
import { readStored } from '#shared/domain/stored-json.ts';
import type { Services } from '#shared/services.ts';
import { recordFailure } from '#shared/tasks/record-failure.ts';
import type { Detail } from './schema.ts';

const Status = z.object({
  state: z.string(),
  since: z.string(),
  execution: z.optional(z.string()),
});

/**
 * Sets the status of an application to failed where a creation of it ended and could not do so itself. What a later
 * execution has set stays, and so does that it is ready where a person has stopped a repeated creation.
 * @throws what Parameter Store throws
 */
export async function recordEnd(
  services: Pick<Services, 'clock' | 'parameters'>,
  appName: string,
  { executionArn: execution, stateMachineArn, status: how, error, stopDate }: Detail,
  where: FailedStep | undefined,
): Promise<void> {
  if (!stateMachineArn.endsWith('-create-private-app')) return;
  const { config, status } = services.parameters.paths.of(appName);
  const stored = await services.parameters.get([config, status]);
  const last = readStored(Status, stored[status]);
  // Without a configuration the input was refused, or the application is removed.
  if (!stored[config] || last?.execution === execution) return;
  if (last && Date.parse(last.since) > (stopDate ?? Number.POSITIVE_INFINITY)) return;
  if (how === 'ABORTED' && last?.state === 'ready') return;
  const failed = { step: where?.step ?? 'unknown', error: where?.error ?? error ?? how, execution };
  await recordFailure(services, appName, failed);
}
