import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { callAws, isAwsError } from '#shared/clients/aws-errors.ts';
import { AwsDenied } from '#shared/errors/refused.ts';

/** A creation that was started by this call, or that runs already. */
export interface Creation {
  execution: string;
  isOurs: boolean;
}

/**
 * Starts create-private-app for an application. Whoever starts it at the same time finds the same name taken: the name
 * holds how often the turn of the creation was written, and the first step of the execution writes it.
 * @param turnVersion version of the parameter of that turn, read before anybody looked for an execution that runs
 * @throws what {@link callAws} throws
 * Source: docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html (idempotence, names)
 */
export async function startCreation(
  sfn: SFNClient,
  stateMachineArn: string,
  input: { appName: string },
  turnVersion: number,
): Promise<Creation> {
  // No name of an application has an underscore, so the names of two applications never meet.
  const base = `${input.appName}_${turnVersion}`;
  // An execution that ended before it could take the turn, or whose application was removed, keeps its name for 90 days.
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}_${n}`;
    const found = await startNamed(sfn, stateMachineArn, name, JSON.stringify(input));
    if (found) return found;
  }
}

/** Nothing where an execution of this name has ended. */
async function startNamed(
  sfn: SFNClient,
  stateMachineArn: string,
  name: string,
  input: string,
): Promise<Creation | undefined> {
  const { StartExecutionCommand } = await import('./sdk.ts');
  // The same input while it runs is answered as if it had been started now. Only the trace tells whose call it was.
  const traceHeader = newTrace();
  const request = new StartExecutionCommand({ stateMachineArn, name, input, traceHeader });
  const execution = await callAws(
    { action: 'states:StartExecution', resource: stateMachineArn },
    async () => {
      try {
        return (await sfn.send(request)).executionArn;
      } catch (error) {
        if (isAwsError(error, 'ExecutionAlreadyExists')) return undefined;
        throw error;
      }
    },
  );
  const there = await describe(sfn, execution ?? executionArnOf(stateMachineArn, name));
  if (execution) return { execution, isOurs: (there?.traceHeader ?? traceHeader) === traceHeader };
  const runs = there?.status === 'RUNNING' || there?.status === 'PENDING_REDRIVE';
  return runs ? { execution: executionArnOf(stateMachineArn, name), isOurs: false } : undefined;
}

/** Nothing where this identity may not ask, or the execution is not known: one that was just started may not be yet. */
async function describe(sfn: SFNClient, executionArn: string) {
  const { DescribeExecutionCommand } = await import('./sdk.ts');
  const call = { action: 'states:DescribeExecution', resource: executionArn };
  const ask = async () => {
    try {
      return await sfn.send(new DescribeExecutionCommand({ executionArn }));
    } catch (error) {
      if (isAwsError(error, 'ExecutionDoesNotExist')) return undefined;
      throw error;
    }
  };
  try {
    for (let left = TRIES.times; ; left--) {
      const found = await callAws(call, ask);
      if (found || left <= 1) return found;
      await sleep(TRIES.everyMs);
    }
  } catch (error) {
    if (error instanceof AwsDenied) return undefined;
    throw error;
  }
}

/** DescribeExecution is eventually consistent. */
const TRIES = { times: 6, everyMs: 500 };

/** A version or an alias of the machine is no part of the ARN of its executions. */
const executionArnOf = (stateMachineArn: string, name: string): string => {
  const [arn, partition, service, region, account, , machine] = stateMachineArn.split(':');
  return [arn, partition, service, region, account, 'execution', machine, name].join(':');
};

/**
 * A new trace of X-Ray.
 * Source: docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html (tracing header)
 */
function newTrace(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds.padStart(8, '0')}-${randomBytes(12).toString('hex')}`;
}
