import type { SFNClient } from '@aws-sdk/client-sfn';
import { callAws } from '#shared/clients/aws-errors.ts';
import { splitMessage } from '#shared/errors/base.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import { AwsDenied } from '#shared/errors/refused.ts';

/** How an execution stands; `UNKNOWN` when this identity may not ask. */
export interface ExecutionState {
  status: string;
  what?: string;
  remedy?: string;
}

/** Asks how executions stand, each once. */
export function executionReader(sfn: SFNClient): (arn: string) => Promise<ExecutionState> {
  const known = new Map<string, Promise<ExecutionState>>();
  return (arn) => {
    const state = known.get(arn) ?? describe(sfn, arn);
    known.set(arn, state);
    return state;
  };
}

async function describe(sfn: SFNClient, executionArn: string): Promise<ExecutionState> {
  const { DescribeExecutionCommand } = await import('./sdk.ts');
  try {
    return await callAws({ action: 'states:DescribeExecution', resource: executionArn }, async () => {
      const { status = 'UNKNOWN', cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      return { status, ...describeEnd({ cause }) };
    });
  } catch (error) {
    // It helps to know, but nothing depends on it.
    if (error instanceof AwsDenied) return { status: 'UNKNOWN' };
    if (isNotThere(error)) return { status: 'DELETED' };
    throw error;
  }
}

/** What went wrong and what to do, in the words of the step that failed. */
export const describeEnd = ({ cause }: { cause?: string | undefined }): { what?: string; remedy?: string } =>
  cause ? splitMessage(messageOf(cause)) : {};

const isNotThere = (error: unknown) =>
  error instanceof UnexpectedReply && /^(ExecutionDoesNotExist|InvalidArn)/.test(String(error.details.code));

// A failed Lambda ends the execution with {"errorMessage":…} as its cause, everything else with plain text.
function messageOf(cause: string): string {
  try {
    const parsed: unknown = JSON.parse(cause);
    const message = (parsed as { errorMessage?: unknown } | null)?.errorMessage;
    return typeof message === 'string' ? message : cause;
  } catch {
    return cause;
  }
}

/** Whether an execution in this state still takes answers, as far as one can know. */
export function mayWait({ status }: ExecutionState): boolean {
  return status === 'RUNNING' || status === 'PENDING_REDRIVE' || status === 'UNKNOWN';
}
