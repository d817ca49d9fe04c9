import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { callAws } from '#shared/clients/aws-errors.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import type { AwsConfig } from '../../aws-config.ts';
import type { Deployed } from '../deployed.ts';
import type { DoctorServices } from '../services.ts';

/** Reads stacks. */
export function stackReader(config: AwsConfig): Pick<DoctorServices, 'findStack'> {
  const client = new CloudFormationClient(config);
  return {
    findStack: async (StackName) => {
      const call = { action: 'cloudformation:DescribeStacks', resource: StackName };
      const describe = () => client.send(new DescribeStacksCommand({ StackName }));
      const { Stacks = [] } = (await orMissing(() => callAws(call, describe))) ?? {};
      const [stack] = Stacks;
      if (!stack) return undefined;
      const outputs = (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
        OutputKey,
        OutputValue,
      ]);
      return {
        stackName: StackName,
        status: stack.StackStatus ?? '',
        outputs: Object.fromEntries(outputs),
        resources: await listResources(client, StackName),
      };
    },
  };
}

// CloudFormation calls a stack that is not there a ValidationError.
async function orMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnexpectedReply && error.details.code === 'ValidationError') return undefined;
    throw error;
  }
}

async function listResources(
  client: CloudFormationClient,
  StackName: string,
): Promise<Deployed['resources']> {
  const found: StackResourceSummary[] = [];
  let NextToken: string | undefined;
  do {
    const page = await callAws({ action: 'cloudformation:ListStackResources', resource: StackName }, () =>
      client.send(new ListStackResourcesCommand({ StackName, NextToken })),
    );
    found.push(...(page.StackResourceSummaries ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return found.map(({ LogicalResourceId = '', ResourceType = '', PhysicalResourceId = '' }) => ({
    name: LogicalResourceId,
    type: ResourceType,
    id: PhysicalResourceId,
  }));
}
