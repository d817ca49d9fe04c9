import type { ExecutionHistory } from '#shared/clients/execution-history.ts';
import type { HistoryEvent } from '#shared/domain/failed-step.ts';
import { withControls } from './controls.ts';

/** The histories of executions in memory. */
export function fakeExecutionHistory() {
  const histories: Record<string, HistoryEvent[]> = {};
  const service: ExecutionHistory = { newest: async (executionArn) => histories[executionArn] ?? [] };
  return withControls(service, {
    /** Events by the ARN of the execution, the newest first. */
    histories,
  });
}
