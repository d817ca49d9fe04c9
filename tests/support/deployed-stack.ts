import { findTask } from '#shared/tasks/task-store.ts';
import { createExecutions, type ExecutionState, type Executions } from '../../local/execution/execution.ts';
import { answerByCode, answeringServices } from '../../local/person/answer-by-code.ts';
import { type Answer, createPerson, type Person } from '../../local/person/person.ts';
import type { ReceivedMessage } from '../../local/stack/inbox.ts';
import { type LocalStack, type LocalStackOptions, startLocalStack } from '../../local/stack/local-stack.ts';
import { CUSTOMER_KEY } from '../fixtures/every-parameter.ts';
import { PATIENCE_MS } from './patience.ts';

/** A deployed stack, with what tests do on it again and again. */
export interface DeployedStack extends LocalStack {
  executions: Executions;
  /** Runs an execution to its end while the person answers what waits. */
  run(input: unknown, person?: Person): Promise<ExecutionState>;
  /**
   * Runs another machine to its end; a removal is confirmed when it asks.
   * @param output of the stack, which holds the machine's ARN
   */
  runMachine(output: string, input: { appName?: string; [name: string]: unknown }): Promise<ExecutionState>;
  /** All messages that people got since the last call; those of an execution are there when it has ended. */
  messages(): Promise<ReceivedMessage[]>;
  /** Answers with the shared code, in this process: quicker than the command line. */
  answer: Answer;
  person(appName: string): Person;
}

export { answeringServices };

/** Waits and retry intervals of the state machines take a hundredth of their time. */
const start = (stage: string, options: Partial<LocalStackOptions>): Promise<LocalStack> =>
  startLocalStack({ stage, waitScale: 0.01, kmsKeyArn: CUSTOMER_KEY, ...options });

/** Deploys a stack for a test file alone. */
export const deployStack = async (
  stage: string,
  options: Partial<LocalStackOptions> = {},
): Promise<DeployedStack> => withHelpers(await start(stage, options));

/** The stack of this process, which test files share one after the other. */
let shared: Promise<LocalStack> | undefined;

/**
 * A stack for a test file that changes nothing of what is deployed. The first file of a process deploys it, the next ones
 * get it as it was then; it ends with the process.
 */
export async function sharedStack(): Promise<DeployedStack> {
  shared ??= start(`e2e-shared-${process.env.JEST_WORKER_ID}`, { renewable: true });
  const stack = await orForgotten(shared);
  const close = async () => {
    shared = stack.renew();
    await orForgotten(shared);
  };
  return { ...withHelpers(stack), close };
}

/** The next file starts another where one could not be started, or not be put back. */
const orForgotten = (stack: Promise<LocalStack>): Promise<LocalStack> =>
  stack.catch((error: unknown) => {
    shared = undefined;
    throw error;
  });

function withHelpers(stack: LocalStack): DeployedStack {
  const executions = createExecutions(stack);
  const answer = answerByCode();
  return {
    ...stack,
    executions,
    answer,
    person: (appName) => createPerson(stack, appName, answer),
    run: async (input, person) => {
      const executionArn = await executions.start(input);
      const onPoll = async () => {
        await person?.answerWaiting();
      };
      return executions.untilEnded(executionArn, { deadlineMs: PATIENCE_MS, onPoll });
    },
    runMachine: async (output, input) => {
      const machine = createExecutions({ ...stack, stateMachineArn: stack.deployment.outputs[output] ?? '' });
      const executionArn = await machine.start(input);
      const onPoll = async () => {
        const { appName } = input;
        const task = appName && (await findTask(answeringServices(stack), appName, 'confirm-removal'));
        if (task && task.execution === executionArn) await answer(stack, task, { appName });
      };
      return machine.untilEnded(executionArn, { deadlineMs: PATIENCE_MS, onPoll });
    },
    messages: () => drain(stack),
  };
}

async function drain({ inbox }: LocalStack): Promise<ReceivedMessage[]> {
  const all: ReceivedMessage[] = [];
  for (;;) {
    const more = await inbox.receive(0);
    if (more.length === 0) return all;
    all.push(...more);
  }
}
