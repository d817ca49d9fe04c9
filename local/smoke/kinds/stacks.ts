import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { callAws } from '#shared/clients/aws-errors.ts';
import type { AwsConfig } from '../../../cli/aws-config.ts';
import { allPages, type Kind, NAMES, present } from './kind.ts';

/** Stacks by name, other than deleted ones. */
export function stackKinds(config: AwsConfig): Kind[] {
  const client = new CloudFormationClient(config);
  return [
    {
      name: 'stack',
      list: async () => {
        const names = await callAws({ action: 'cloudformation:DescribeStacks' }, () =>
          allPages(
            (NextToken) => client.send(new DescribeStacksCommand({ NextToken })),
            ({ Stacks = [] }) =>
              present(
                Stacks.map((one) => (one.StackStatus === 'DELETE_COMPLETE' ? undefined : one.StackName)),
              ),
            ({ NextToken }) => NextToken,
          ),
        );
        return names.filter((name) => name.startsWith(NAMES));
      },
      remove: async (StackName) => {
        await client.send(new DeleteStackCommand({ StackName }));
      },
    },
  ];
}
