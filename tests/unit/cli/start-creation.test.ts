import type { SFNClient } from '@aws-sdk/client-sfn';
import { type DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import { startCreation } from '../../../cli/start-creation.ts';
import { sdkError } from '../../support/fakes/aws-refusal.ts';

const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:create-private-app';
const EXECUTIONS = 'arn:aws:states:eu-west-1:111122223333:execution:create-private-app';
const INPUT = { appName: 'acme-orders', marketplace: 'US' };

interface Execution {
  input?: string | undefined;
  traceHeader?: string | undefined;
  status: string;
}

/** Names of executions as AWS takes them; `late` is how often a new execution is not found yet. */
function fakeSfn({ denied = false, late = 0 } = {}) {
  const executions = new Map<string, Execution>();
  let misses = late;
  const start = ({ name = '', input, traceHeader }: StartExecutionCommand['input']) => {
    const executionArn = `${EXECUTIONS}:${name}`;
    const there = executions.get(executionArn);
    if (there && (there.status !== 'RUNNING' || there.input !== input))
      throw sdkError('ExecutionAlreadyExists');
    if (!there) executions.set(executionArn, { input, traceHeader, status: 'RUNNING' });
    return { executionArn };
  };
  const find = ({ executionArn = '' }: DescribeExecutionCommand['input']) => {
    if (denied) throw sdkError('AccessDeniedException');
    const there = executions.get(executionArn);
    if (!there || misses-- > 0) throw sdkError('ExecutionDoesNotExist');
    return there;
  };
  const send = async (command: unknown) =>
    command instanceof StartExecutionCommand
      ? start(command.input)
      : find((command as DescribeExecutionCommand).input);
  return { executions, sfn: { send } as unknown as SFNClient };
}

describe('the start of a creation', () => {
  it('has the name of the application and of the turn', async () => {
    const { sfn, executions } = fakeSfn();

    const started = await startCreation(sfn, `${MACHINE}:live`, INPUT, 4);

    expect(started).toEqual({ execution: `${EXECUTIONS}:acme-orders_4`, isOurs: true });
    expect(executions.get(started.execution)?.traceHeader).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  });

  it.each([
    ['the same input', 'US', 'the same input'],
    ['another input', 'DE', 'another input'],
  ])('with %s while one runs is that one', async (_, marketplace) => {
    const { sfn } = fakeSfn();
    const first = await startCreation(sfn, MACHINE, INPUT, 0);

    const second = await startCreation(sfn, MACHINE, { ...INPUT, marketplace } as typeof INPUT, 0);

    expect(second).toEqual({ execution: first.execution, isOurs: false });
  });

  it('takes the next name where those before have ended', async () => {
    const { sfn, executions } = fakeSfn();
    for (const name of ['acme-orders_0', 'acme-orders_0_2'])
      executions.set(`${EXECUTIONS}:${name}`, { status: 'FAILED' });

    const started = await startCreation(sfn, MACHINE, INPUT, 0);

    expect(started).toEqual({ execution: `${EXECUTIONS}:acme-orders_0_3`, isOurs: true });
  });

  it('waits for what AWS does not know yet', async () => {
    const { sfn } = fakeSfn({ late: 1 });

    expect(await startCreation(sfn, MACHINE, INPUT, 0)).toMatchObject({ isOurs: true });
  });

  it('counts as its own where it may not ask', async () => {
    const { sfn } = fakeSfn({ denied: true });

    expect(await startCreation(sfn, MACHINE, INPUT, 0)).toMatchObject({ isOurs: true });
  });
});
