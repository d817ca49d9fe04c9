import { SFNClient, type SFNClientConfig, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { callAws, isAwsError } from './aws-errors.ts';

/** Executions of one state machine. */
export interface Executions {
  /** Starts one. A name is used once: for one that was, nothing is started. */
  start(name: string, input: unknown): Promise<'started' | 'started-before'>;
}

/**
 * The real executions. Step Functions remembers a name for 90 days after its execution ended.
 * @throws what {@link callAws} throws
 * Source: docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function createExecutions(
  stateMachineArn: string,
  config: SFNClientConfig = AWS_CLIENT_CONFIG,
): Executions {
  const sfn = new SFNClient(config);
  return {
    start: (name, input) =>
      callAws({ action: 'states:StartExecution', resource: stateMachineArn }, async () => {
        try {
          await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
          return 'started';
        } catch (error) {
          if (isAwsError(error, 'ExecutionAlreadyExists')) return 'started-before';
          throw error;
        }
      }),
  };
}
