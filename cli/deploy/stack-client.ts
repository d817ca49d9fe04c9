import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
} from '@aws-sdk/client-cloudformation';
import { callAws } from '#shared/clients/aws-errors.ts';
import type { AwsConfig } from '../aws-config.ts';
import { findStack } from '../stack-outputs.ts';
import { changeSets } from './change-sets.ts';
import type { DeployServices, StackEvent } from './services.ts';

type Stacks = Pick<
  DeployServices,
  'findStack' | 'createStack' | 'createChangeSet' | 'execute' | 'discard' | 'lastEvent' | 'eventsSince'
>;

/** CloudFormation, for one stack. */
export function stackClient(aws: AwsConfig, StackName: string, stage: string): Stacks {
  const client = new CloudFormationClient(aws);
  const call = <T>(action: string, send: () => Promise<T>) =>
    callAws({ action: `cloudformation:${action}`, resource: StackName }, send);
  const events = (NextToken: string | undefined) =>
    call('DescribeStackEvents', () => client.send(new DescribeStackEventsCommand({ StackName, NextToken })));
  // As the framework tags it.
  const Tags = [{ Key: 'STAGE', Value: stage }];
  return {
    ...changeSets(client, { StackName, Tags }),
    findStack: () => findStack(client, StackName),
    createStack: async (template) => {
      const input = { StackName, Tags, TemplateBody: JSON.stringify(template) };
      await call('CreateStack', () => client.send(new CreateStackCommand(input)));
    },
    lastEvent: async () => (await events(undefined)).StackEvents?.[0]?.EventId,
    eventsSince: async (id) => {
      const found: StackEvent[] = [];
      let NextToken: string | undefined;
      do {
        const page = await events(NextToken);
        for (const event of page.StackEvents ?? []) {
          if (event.EventId === id) return found.reverse();
          found.push({
            id: event.EventId ?? '',
            resource: event.LogicalResourceId ?? '',
            type: event.ResourceType ?? '',
            status: event.ResourceStatus ?? '',
            reason: event.ResourceStatusReason ?? '',
          });
        }
        NextToken = page.NextToken;
      } while (NextToken);
      return found.reverse();
    },
  };
}
