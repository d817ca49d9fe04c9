import { setTimeout as sleep } from 'node:timers/promises';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { callAws } from '#shared/clients/aws-errors.ts';
import { taskName } from '#shared/domain/human-task.ts';
import { machineOf } from '#shared/domain/turn.ts';
import { listTasks } from '#shared/tasks/task-store.ts';
import type { Connection } from './connection.ts';
import { CommandRefused } from './errors.ts';
import { describeEnd } from './executions.ts';
import { note, showProgress } from './output.ts';

/** How often it is looked, in milliseconds: DescribeExecution and GetExecutionHistory allow far more. */
const EVERY_MS = 2_000;

/** What waiting for an execution needs. */
export type WaitNeeds = Pick<Connection, 'services' | 'again'> & {
  sfn: Pick<SFNClient, 'send'>;
  pause?: (ms: number) => Promise<unknown>;
};

/**
 * Waits until an execution ends, and shows on standard error what it does and what waits for a person.
 * @returns its output
 * @throws CommandRefused when it ends in another way than succeeded, with the words of what failed
 */
export async function awaitExecution(
  { sfn, services, again, pause = sleep }: WaitNeeds,
  executionArn: string,
  appName?: string,
): Promise<unknown> {
  const { DescribeExecutionCommand } = await import('./sdk.ts');
  const told = new Set<string>();
  const tell = (text: string) => {
    if (!told.has(text)) note(text);
    told.add(text);
  };
  for (;;) {
    const execution = await callAws({ action: 'states:DescribeExecution', resource: executionArn }, () =>
      sfn.send(new DescribeExecutionCommand({ executionArn })),
    );
    const { status = 'UNKNOWN', output, cause, error } = execution;
    if (status === 'SUCCEEDED') {
      showProgress('');
      return output === undefined ? undefined : JSON.parse(output);
    }
    if (status !== 'RUNNING' && status !== 'PENDING_REDRIVE') {
      showProgress('');
      throw failed(executionArn, status, { cause, error });
    }
    const state = await stateOf(sfn, executionArn);
    if (state) tell(`${machineOf(executionArn)}: ${state}`);
    for (const task of appName ? await listTasks(services, appName) : [])
      if (task.execution === executionArn)
        tell(`Waits for you: spapi task show ${appName}/${taskName(task)}${again}`);
    await pause(EVERY_MS);
  }
}

/** The state that was entered last; who may not read the history sees no progress. */
async function stateOf(sfn: Pick<SFNClient, 'send'>, executionArn: string): Promise<string | undefined> {
  const { GetExecutionHistoryCommand } = await import('./sdk.ts');
  const request = new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 20 });
  try {
    const { events = [] } = await sfn.send(request);
    return events.find(({ stateEnteredEventDetails }) => stateEnteredEventDetails)?.stateEnteredEventDetails
      ?.name;
  } catch {
    return undefined;
  }
}

function failed(
  executionArn: string,
  status: string,
  end: { cause?: string | undefined; error?: string | undefined },
): CommandRefused {
  const { what, remedy } = describeEnd(end);
  return new CommandRefused({
    what: `${machineOf(executionArn)} ended as ${status}${end.error ? ` with ${end.error}` : ''}${what ? `: ${what}` : '.'}`,
    remedy: remedy ?? 'Look at the history of the execution in the Step Functions console.',
    details: { execution: executionArn },
  });
}
