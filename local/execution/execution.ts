import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  type SFNClientConfig,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';

/** How an execution stands. */
export interface ExecutionState {
  executionArn: string;
  status: string;
  error?: string;
  cause?: string;
  input: string;
  output?: string;
}

/** Executions of a local stack. */
export interface Executions {
  start(input: unknown, name?: string): Promise<string>;
  describe(executionArn: string): Promise<ExecutionState>;
  history(executionArn: string): Promise<HistoryEvent[]>;
  /** Polls until the execution has ended; `onPoll` runs at each poll. Rejects after the deadline. */
  untilEnded(executionArn: string, options: UntilEnded): Promise<ExecutionState>;
}

export interface UntilEnded {
  deadlineMs: number;
  onPoll?: () => Promise<void>;
  /** between two looks; by default 100 */
  pollMs?: number;
}

const POLL_MS = 100;

/** Starts and follows executions of create-private-app. */
export function createExecutions({
  engine,
  stateMachineArn,
}: {
  engine: { clientConfig: SFNClientConfig };
  stateMachineArn: string;
}): Executions {
  const sfn = new SFNClient(engine.clientConfig);

  const describe = async (executionArn: string): Promise<ExecutionState> => {
    const {
      status = '',
      error,
      cause,
      input = '',
      output,
    } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return {
      executionArn,
      status,
      input,
      ...(error && { error }),
      ...(cause && { cause }),
      ...(output && { output }),
    };
  };

  return {
    start: async (input, name = `run-${Date.now()}`) => {
      const request = { stateMachineArn, name, input: JSON.stringify(input) };
      const { executionArn = '' } = await sfn.send(new StartExecutionCommand(request));
      return executionArn;
    },
    describe,
    history: (executionArn) => readHistory(sfn, executionArn),
    untilEnded: async (executionArn, { deadlineMs, onPoll, pollMs = POLL_MS }) => {
      const deadline = Date.now() + deadlineMs;
      for (;;) {
        await onPoll?.();
        const state = await describe(executionArn);
        if (state.status !== 'RUNNING') return state;
        if (Date.now() > deadline)
          throw new Error(`The execution is still running after ${deadlineMs / 1000} s.`);
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    },
  };
}

async function readHistory(sfn: SFNClient, executionArn: string): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await sfn.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1000, nextToken }),
    );
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return events;
}
