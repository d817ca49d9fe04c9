import { type ExecutionListItem, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { LocalStack } from '../stack/local-stack.ts';

const POLL_MS = 200;

/** The executions of a stack's machine, by the name of its output. */
export async function executionsOf(
  { engine, deployment }: Pick<LocalStack, 'engine' | 'deployment'>,
  output: string,
): Promise<ExecutionListItem[]> {
  const sfn = new SFNClient(engine.clientConfig);
  const found: ExecutionListItem[] = [];
  let nextToken: string | undefined;
  do {
    const request = { stateMachineArn: deployment.outputs[output], maxResults: 1000, nextToken };
    const page = await sfn.send(new ListExecutionsCommand(request));
    found.push(...(page.executions ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}

/** Waits until no execution of a machine runs, and resolves to those that are not among `before`. */
export async function untilAllEnded(
  stack: Pick<LocalStack, 'engine' | 'deployment'>,
  output: string,
  before: Set<string>,
  deadlineMs: number,
): Promise<ExecutionListItem[]> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const all = await executionsOf(stack, output);
    if (all.every(({ status }) => status !== 'RUNNING'))
      return all.filter(({ executionArn = '' }) => !before.has(executionArn));
    if (Date.now() > deadline)
      throw new Error(`${output}: executions still run after ${deadlineMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
