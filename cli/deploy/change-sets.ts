import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetOutput,
  ExecuteChangeSetCommand,
  type ResourceChange,
  type Tag,
} from '@aws-sdk/client-cloudformation';
import { callAws } from '#shared/clients/aws-errors.ts';
import { CommandRefused } from '../errors.ts';
import type { Change, DeployServices } from './services.ts';

/** CloudFormation makes a change set in seconds. */
const EVERY_MS = 1_000;

/** How CloudFormation says that nothing changes. */
const UNCHANGED = /didn't contain changes|No updates are to be performed/;

/** The change sets of one stack. */
export function changeSets(
  client: CloudFormationClient,
  { StackName, Tags }: { StackName: string; Tags: Tag[] },
): Pick<DeployServices, 'createChangeSet' | 'execute' | 'discard'> {
  const call = <T>(action: string, send: () => Promise<T>) =>
    callAws({ action: `cloudformation:${action}`, resource: StackName }, send);
  const describe = async (ChangeSetName: string) => {
    const changes: Change[] = [];
    let page: DescribeChangeSetOutput | undefined;
    do {
      const { NextToken } = page ?? {};
      page = await call('DescribeChangeSet', () =>
        client.send(new DescribeChangeSetCommand({ ChangeSetName, StackName, NextToken })),
      );
      changes.push(...(page.Changes ?? []).map(({ ResourceChange = {} }) => changeOf(ResourceChange)));
    } while (page.NextToken);
    return { status: page.Status ?? '', reason: page.StatusReason ?? '', changes };
  };
  return {
    createChangeSet: async (TemplateURL) => {
      const input = {
        StackName,
        ChangeSetName: `spapi-${Date.now()}`,
        ChangeSetType: 'UPDATE' as const,
        TemplateURL,
        Tags,
        Capabilities: ['CAPABILITY_IAM' as const, 'CAPABILITY_NAMED_IAM' as const],
      };
      const { Id: arn = '' } = await call('CreateChangeSet', () =>
        client.send(new CreateChangeSetCommand(input)),
      );
      for (;;) {
        const { status, reason, changes } = await describe(arn);
        if (status === 'CREATE_COMPLETE') return { arn, changes };
        if (status === 'FAILED' && UNCHANGED.test(reason)) return { arn, changes: [] };
        if (!/^CREATE_(PENDING|IN_PROGRESS)$/.test(status)) throw refused(StackName, status, reason);
        await sleep(EVERY_MS);
      }
    },
    execute: async ({ arn }) => {
      await call('ExecuteChangeSet', () => client.send(new ExecuteChangeSetCommand({ ChangeSetName: arn })));
    },
    discard: async ({ arn }) => {
      await call('DeleteChangeSet', () => client.send(new DeleteChangeSetCommand({ ChangeSetName: arn })));
    },
  };
}

const refused = (stackName: string, status: string, reason: string) =>
  new CommandRefused({
    what: `CloudFormation refuses the changes of ${stackName}: ${reason || status}`,
    remedy: 'Fix what CloudFormation says, then run the same spapi deploy again. Nothing has changed.',
  });

function changeOf(change: ResourceChange): Change {
  const {
    Action,
    LogicalResourceId = '',
    ResourceType = '',
    Replacement,
    PolicyAction,
    Details = [],
  } = change;
  const names = Details.map(({ Target }) => Target?.Name ?? Target?.Attribute ?? '').filter(Boolean);
  return {
    action: actionOf(Action, Replacement),
    resource: LogicalResourceId,
    type: ResourceType,
    properties: [...new Set(names)],
    kept: PolicyAction === 'Retain',
  };
}

function actionOf(action: string | undefined, replacement: string | undefined): Change['action'] {
  if (action === 'Add' || action === 'Import') return 'added';
  if (action === 'Remove') return 'removed';
  return replacement === 'True' || replacement === 'Conditional' ? 'replaced' : 'changed';
}
