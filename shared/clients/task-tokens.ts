import {
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  type SFNClientConfig,
} from '@aws-sdk/client-sfn';
import type { Sensitive } from '../domain/sensitive.ts';
import { AWS_CLIENT_CONFIG } from './aws-config.ts';
import { callAws, isAwsError } from './aws-errors.ts';

/** Whether Step Functions took the answer, or no longer waits for it. */
export type TaskReply = 'accepted' | 'no-longer-waiting';

/** Answers to Step Functions for a task that waits on a token. */
export interface TaskTokens {
  succeed(token: Sensitive, output: unknown): Promise<TaskReply>;
  fail(token: Sensitive, error: string, cause: string): Promise<TaskReply>;
}

/**
 * The real callbacks. A token that was used, or whose execution has ended, gives `no-longer-waiting`.
 * @throws what {@link callAws} throws
 * Source: docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
 */
export function createTaskTokens(config: SFNClientConfig = AWS_CLIENT_CONFIG): TaskTokens {
  const sfn = new SFNClient(config);

  const answer = (action: string, send: () => Promise<unknown>) =>
    callAws({ action, secret: true }, async (): Promise<TaskReply> => {
      try {
        await send();
        return 'accepted';
      } catch (error) {
        if (isAwsError(error, 'TaskTimedOut', 'TaskDoesNotExist')) return 'no-longer-waiting';
        throw error;
      }
    });

  return {
    succeed: (token, output) =>
      answer('states:SendTaskSuccess', () =>
        sfn.send(new SendTaskSuccessCommand({ taskToken: token.reveal(), output: JSON.stringify(output) })),
      ),
    fail: (token, error, cause) =>
      answer('states:SendTaskFailure', () =>
        sfn.send(new SendTaskFailureCommand({ taskToken: token.reveal(), error, cause })),
      ),
  };
}
