import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DeleteDashboardsCommand,
  DescribeAlarmsCommand,
  ListDashboardsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { callAws } from '#shared/clients/aws-errors.ts';
import type { AwsConfig } from '../../../cli/aws-config.ts';
import { allPages, type Kind, NAMES, present } from './kind.ts';

/** Log groups, alarms, dashboards and rules, by name. */
export function watchKinds(config: AwsConfig): Kind[] {
  const logs = new CloudWatchLogsClient(config);
  const cloudWatch = new CloudWatchClient(config);
  const events = new EventBridgeClient(config);
  return [
    {
      name: 'log group',
      list: async () => {
        const found: string[] = [];
        for (const folder of ['/aws/lambda/', '/aws/vendedlogs/states/'])
          found.push(...(await logGroups(logs, `${folder}${NAMES}`)));
        return found;
      },
      remove: async (logGroupName) => {
        await logs.send(new DeleteLogGroupCommand({ logGroupName }));
      },
    },
    {
      name: 'alarm',
      list: () =>
        callAws({ action: 'cloudwatch:DescribeAlarms' }, () =>
          allPages(
            (NextToken) => cloudWatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: NAMES, NextToken })),
            ({ MetricAlarms = [] }) => present(MetricAlarms.map(({ AlarmName }) => AlarmName)),
            ({ NextToken }) => NextToken,
          ),
        ),
      remove: async (name) => {
        await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: [name] }));
      },
    },
    {
      name: 'dashboard',
      list: () =>
        callAws({ action: 'cloudwatch:ListDashboards' }, () =>
          allPages(
            (NextToken) =>
              cloudWatch.send(new ListDashboardsCommand({ DashboardNamePrefix: NAMES, NextToken })),
            ({ DashboardEntries = [] }) =>
              present(DashboardEntries.map(({ DashboardName }) => DashboardName)),
            ({ NextToken }) => NextToken,
          ),
        ),
      remove: async (name) => {
        await cloudWatch.send(new DeleteDashboardsCommand({ DashboardNames: [name] }));
      },
    },
    {
      name: 'EventBridge rule',
      list: () =>
        callAws({ action: 'events:ListRules' }, () =>
          allPages(
            (NextToken) => events.send(new ListRulesCommand({ NamePrefix: NAMES, NextToken })),
            ({ Rules = [] }) => present(Rules.map(({ Name }) => Name)),
            ({ NextToken }) => NextToken,
          ),
        ),
      remove: async (Rule) => {
        const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule }));
        const Ids = present(Targets.map(({ Id }) => Id));
        if (Ids.length > 0) await events.send(new RemoveTargetsCommand({ Rule, Ids }));
        await events.send(new DeleteRuleCommand({ Name: Rule }));
      },
    },
  ];
}

const logGroups = (logs: CloudWatchLogsClient, logGroupNamePrefix: string): Promise<string[]> =>
  callAws({ action: 'logs:DescribeLogGroups' }, () =>
    allPages(
      (nextToken) => logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix, nextToken })),
      (page) => present((page.logGroups ?? []).map(({ logGroupName }) => logGroupName)),
      ({ nextToken }) => nextToken,
    ),
  );
