import * as z from 'zod/mini';
import { APPLICATION_REMOVED, joinRemoved } from '#shared/domain/removal.ts';
import { readStored } from '#shared/domain/stored-json.ts';
import type { StepContext } from '#shared/lambda/define-step.ts';
import { readRemoval, writeRemoval } from '#shared/removal/open-removal.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'parameters' | 'runningExecutions'> & {
  /** The machines whose executions write for an application. */
  stateMachineArns: string[];
};

/**
 * Keeps that the removal is confirmed, so that an interrupted one needs no second confirmation, and stops whatever
 * else runs or waits for the application.
 */
export async function beginRemoval(services: Needs, input: Input, context: StepContext): Promise<Output> {
  const { appName, adopted, removed } = input;
  const open = await readRemoval(services, appName);
  await writeRemoval(services, appName, {
    ...open,
    confirmedAt: open?.confirmedAt ?? services.clock.now().toISOString(),
    execution: context.execution,
    adopted,
    removed: open ? joinRemoved(open.removed, removed) : removed,
  });
  return { stoppedExecutions: await stopExecutions(services, appName, context.execution) };
}

async function stopExecutions(services: Needs, appName: string, ownExecution: string): Promise<string[]> {
  const { runningExecutions, stateMachineArns } = services;
  const stopped: string[] = [];
  for (const machine of stateMachineArns)
    for (const execution of await runningExecutions.list(machine)) {
      if (execution === ownExecution || !(await isFor(services, execution, appName))) continue;
      const cause = `remove-private-app removes ${appName}, so nothing else may run for it: ${ownExecution}`;
      await runningExecutions.stop(execution, APPLICATION_REMOVED, cause);
      stopped.push(execution);
    }
  return stopped;
}

async function isFor({ runningExecutions }: Needs, execution: string, appName: string): Promise<boolean> {
  const input = await runningExecutions.inputOf(execution);
  return readStored(z.object({ appName: z.literal(appName) }), input) !== undefined;
}
