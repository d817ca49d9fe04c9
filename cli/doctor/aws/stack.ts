import {
  CloudFormationClient,
  ListStackResourcesCommand,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { callAws } from '#shared/clients/aws-errors.ts';
import type { AwsConfig } from '../../aws-config.ts';
import { findStack } from '../../stack-outputs.ts';
import type { Deployed } from '../deployed.ts';
import type { DoctorServices } from '../services.ts';

/** Reads stacks. */
export function stackReader(config: AwsConfig): Pick<DoctorServices, 'findStack'> {
  const client = new CloudFormationClient(config);
  return {
    findStack: async (StackName) => {
      const stack = await findStack(client, StackName);
      if (!stack) return undefined;
      const { status, outputs } = stack;
      return {
        stackName: StackName,
        status,
        outputs,
        resources: await listResources(client, StackName),
      };
    },
  };
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
