import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStacks,
} from '@aws-sdk/client-cloudformation';
import { callAws } from '#shared/clients/aws-errors.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import type { AwsConfig } from './aws-config.ts';

/** Name of the stack of a stage. */
export const stackNameOf = (stage: string): string => `sp-api-private-app-${stage}`;

/**
 * Outputs of a stack; none when the stack is not there.
 * @throws what {@link callAws} throws
 */
export async function outputsOf(aws: AwsConfig, StackName: string): Promise<Map<string, string>> {
  try {
    const client = new CloudFormationClient(aws);
    const call = { action: 'cloudformation:DescribeStacks', resource: StackName };
    const { Stacks = [] } = await callAws(call, () => client.send(new DescribeStacksCommand({ StackName })));
    const outputs = Stacks[0]?.Outputs ?? [];
    return new Map(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  } catch (error) {
    // CloudFormation calls a stack that is not there a ValidationError.
    if (error instanceof UnexpectedReply && error.details.code === 'ValidationError') return new Map();
    throw error;
  }
}

/**
 * The stages that are deployed in the region.
 * @throws what {@link callAws} throws
 */
export function deployedStages(aws: AwsConfig): Promise<string[]> {
  const prefix = stackNameOf('');
  return callAws({ action: 'cloudformation:DescribeStacks' }, async () => {
    const names: string[] = [];
    for await (const { Stacks = [] } of paginateDescribeStacks({ client: new CloudFormationClient(aws) }, {}))
      names.push(...Stacks.map(({ StackName = '' }) => StackName));
    return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  });
}
