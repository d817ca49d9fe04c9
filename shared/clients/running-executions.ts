import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SFNClient,
  type SFNClientConfig,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { callAws, isAwsError } from './aws-errors.ts';

/** Executions that have not ended, of whichever state machine. */
export interface RunningExecutions {
  /** ARNs of those of a state machine. */
  list(stateMachineArn: string): Promise<string[]>;
  /** Whether it has not ended; one that Step Functions has forgotten has. */
  isRunning(executionArn: string): Promise<boolean>;
  /** The input as text. */
  inputOf(executionArn: string): Promise<string | undefined>;
  /** Ends an execution as aborted; one that has ended is no error. */
  stop(executionArn: string, error: string, cause: string): Promise<void>;
}

/**
 * The real executions.
 * @throws from every method what {@link callAws} throws
 * Source: docs.aws.amazon.com/step-functions/latest/apireference (ListExecutions, DescribeExecution, StopExecution)
 */
export function createRunningExecutions(config: SFNClientConfig = AWS_CLIENT_CONFIG): RunningExecutions {
  const sfn = new SFNClient(config);
  return {
    list: (stateMachineArn) =>
      callAws({ action: 'states:ListExecutions', resource: stateMachineArn }, () =>
        listRunning(sfn, stateMachineArn),
      ),
    isRunning: (executionArn) =>
      callAws({ action: 'states:DescribeExecution', resource: executionArn }, async () => {
        try {
          const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
          return status === 'RUNNING' || status === 'PENDING_REDRIVE';
        } catch (error) {
          if (isAwsError(error, 'ExecutionDoesNotExist')) return false;
          throw error;
        }
      }),
    inputOf: (executionArn) =>
      callAws({ action: 'states:DescribeExecution', resource: executionArn }, async () => {
        const { input } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
        return input;
      }),
    stop: (executionArn, error, cause) =>
      callAws({ action: 'states:StopExecution', resource: executionArn }, async () => {
        try {
          await sfn.send(new StopExecutionCommand({ executionArn, error, cause }));
        } catch (failure) {
          if (!isAwsError(failure, 'ValidationException', 'ExecutionDoesNotExist')) throw failure;
        }
      }),
  };
}

async function listRunning(sfn: SFNClient, stateMachineArn: string): Promise<string[]> {
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const request = { stateMachineArn, statusFilter: 'RUNNING' as const, nextToken };
    const page = await sfn.send(new ListExecutionsCommand(request));
    found.push(...(page.executions ?? []).map(({ executionArn = '' }) => executionArn));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}
