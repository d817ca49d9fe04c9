import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { callAws } from '#shared/clients/aws-errors.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import type { AwsConfig } from './aws-config.ts';

/** Name of the stack of a stage. */
export const stackNameOf = (stage: string): string => `sp-api-private-app-${stage}`;

/** A stack as CloudFormation describes it. */
export interface FoundStack {
  /** `UPDATE_COMPLETE` and the like. */
  status: string;
  /** What CloudFormation says about the status. */
  reason: string;
  outputs: Record<string, string>;
}

/**
 * Looks for a stack.
 * @throws what {@link callAws} throws
 */
export async function findStack(
  client: CloudFormationClient,
  StackName: string,
): Promise<FoundStack | undefined> {
  const { DescribeStacksCommand } = await import('./sdk.ts');
  try {
    const call = { action: 'cloudformation:DescribeStacks', resource: StackName };
    const { Stacks = [] } = await callAws(call, () => client.send(new DescribeStacksCommand({ StackName })));
    const [stack] = Stacks;
    if (!stack) return undefined;
    const { StackStatus = '', StackStatusReason = '', Outputs = [] } = stack;
    const outputs = Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]);
    return { status: StackStatus, reason: StackStatusReason, outputs: Object.fromEntries(outputs) };
  } catch (error) {
    // CloudFormation calls a stack that is not there a ValidationError.
    if (error instanceof UnexpectedReply && error.details.code === 'ValidationError') return undefined;
    throw error;
  }
}

/**
 * Outputs of a stack; none when the stack is not there.
 * @throws what {@link callAws} throws
 */
export async function outputsOf(aws: AwsConfig, StackName: string): Promise<Map<string, string>> {
  const { CloudFormationClient } = await import('./sdk.ts');
  const stack = await findStack(new CloudFormationClient(aws), StackName);
  return new Map(Object.entries(stack?.outputs ?? {}));
}

/**
 * The stages that are deployed in the region.
 * @throws what {@link callAws} throws
 */
export async function deployedStages(aws: AwsConfig): Promise<string[]> {
  const { CloudFormationClient, paginateDescribeStacks } = await import('./sdk.ts');
  const prefix = stackNameOf('');
  return callAws({ action: 'cloudformation:DescribeStacks' }, async () => {
    const names: string[] = [];
    for await (const { Stacks = [] } of paginateDescribeStacks({ client: new CloudFormationClient(aws) }, {}))
      names.push(...Stacks.map(({ StackName = '' }) => StackName));
    return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  });
}
