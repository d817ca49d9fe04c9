import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  DeleteStackCommand,
} from '@aws-sdk/client-cloudformation';
import { stackReader } from '../../cli/doctor/aws/stack.ts';
import { describeStack, firstFailure } from '../engine/stack.ts';
import { emptyBucket } from './kinds/storage.ts';
import { until } from './run-steps.ts';
import type { SmokeSession } from './session.ts';

type Where = Pick<SmokeSession, 'aws' | 'pollMs' | 'signal' | 'stackName'>;

/** Outputs and resources of the stack of the trial; `undefined` when there is none. */
export async function readStack({ aws, stackName }: Where) {
  const stack = await stackReader(aws).findStack(stackName);
  if (!stack) return undefined;
  const buckets = stack.resources.filter(({ type, id }) => type === 'AWS::S3::Bucket' && id);
  const outputs = Object.fromEntries(
    Object.entries(stack.outputs).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return {
    outputs,
    resourceIds: stack.resources.map(({ id }) => id).filter(Boolean),
    buckets: buckets.map(({ id }) => id),
  };
}

/** CloudFormation deletes a stack in minutes; a function URL or a bucket may take some tries. */
const ATTEMPTS = 3;

/**
 * Deletes the stack with the contents of its bucket, in whatever state it is.
 * @returns whether there was one
 * @throws Error with the resource that could not be deleted, and why
 */
export async function deleteStack(where: Where): Promise<boolean> {
  const client = new CloudFormationClient(where.aws);
  if (!(await describeStack(client, where.stackName))) return false;
  for (let attempt = 1; ; attempt++) {
    await settle(where, client);
    for (const bucket of (await readStack(where))?.buckets ?? []) await emptyBucket(where.aws, bucket);
    await client.send(new DeleteStackCommand({ StackName: where.stackName }));
    const left = await until(where, 'The deletion of the stack', 30, async () => {
      const stack = await describeStack(client, where.stackName);
      return stack?.StackStatus === 'DELETE_IN_PROGRESS' ? undefined : { status: stack?.StackStatus };
    });
    if (left.status === undefined || left.status === 'DELETE_COMPLETE') return true;
    const why = await firstFailure(client, where.stackName, 'DELETE_FAILED');
    if (attempt === ATTEMPTS)
      throw new Error(`The stack is ${left.status}: ${why ?? 'no resource says why'}`);
  }
}

/** An update cannot be interrupted by a deletion, only by its own end. */
async function settle(where: Where, client: CloudFormationClient): Promise<void> {
  const { stackName: StackName } = where;
  await until(where, 'The end of the running deployment', 30, async () => {
    const status = (await describeStack(client, StackName))?.StackStatus ?? '';
    if (status === 'UPDATE_IN_PROGRESS')
      await client.send(new CancelUpdateStackCommand({ StackName })).catch(() => {});
    return /^(UPDATE|IMPORT)_.*IN_PROGRESS$/.test(status) ? undefined : true;
  });
}
