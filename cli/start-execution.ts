import { callAws } from '#shared/clients/aws-errors.ts';
import type { Connection } from './connection.ts';

/**
 * Starts an execution for an application, or for all; returns its ARN.
 * @throws what {@link callAws} throws
 */
export async function startExecution(
  { sfn, services }: Connection,
  stateMachineArn: string,
  input: { appName?: string },
): Promise<string> {
  const { StartExecutionCommand } = await import('./sdk.ts');
  // A name that begins with the application's is found in the console's list.
  const name = `${input.appName ?? 'all'}-${services.clock
    .now()
    .toISOString()
    .replaceAll(/[^0-9TZ]/g, '')}`;
  const request = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
  const call = { action: 'states:StartExecution', resource: stateMachineArn };
  const { executionArn = '' } = await callAws(call, () => sfn.send(request));
  return executionArn;
}
