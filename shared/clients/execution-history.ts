import { GetExecutionHistoryCommand, SFNClient, type SFNClientConfig } from '@aws-sdk/client-sfn';
import type { HistoryEvent } from '../domain/failed-step.ts';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { callAws } from './aws-errors.ts';

/** What happened in an execution. */
export interface ExecutionHistory {
  /** The last events, the newest first: names of states and errors, never data. */
  newest(executionArn: string): Promise<HistoryEvent[]>;
}

/** One page. Telling of a failure takes 50 events at most, a state rarely more than ten. */
const EVENTS = 200;

/**
 * The real history.
 * @throws what {@link callAws} throws
 * Source: docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
export function createExecutionHistory(config: SFNClientConfig = AWS_CLIENT_CONFIG): ExecutionHistory {
  const sfn = new SFNClient(config);
  return {
    newest: (executionArn) =>
      callAws({ action: 'states:GetExecutionHistory', resource: executionArn }, async () => {
        const request = { executionArn, reverseOrder: true, maxResults: EVENTS, includeExecutionData: false };
        const { events = [] } = await sfn.send(new GetExecutionHistoryCommand(request));
        return events.map(
          ({ id = 0, previousEventId = 0, type = '', stateEnteredEventDetails, ...details }) => ({
            id,
            previousId: previousEventId,
            type,
            state: stateEnteredEventDetails?.name,
            error: errorIn(details),
          }),
        );
      }),
  };
}

/** Every kind of failure has details under a name of its own. */
function errorIn(details: object): string | undefined {
  const errors = Object.values(details).map((one: { error?: unknown } | undefined) => one?.error);
  return errors.find((error) => typeof error === 'string');
}
