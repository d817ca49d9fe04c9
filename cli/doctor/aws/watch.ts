import { CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { DescribeRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { callAws, isAwsError } from '#shared/clients/aws-errors.ts';
import type { AwsConfig } from '../../aws-config.ts';
import type { Alarm, DoctorServices } from '../services.ts';

/** CloudWatch takes so many names at a time. */
const MOST_NAMES = 100;

/** Reads what watches over the stack, rules and alarms, and what Lambda may do in the account. */
export function watchReader(
  config: AwsConfig,
): Pick<DoctorServices, 'alarms' | 'freeConcurrency' | 'ruleState'> {
  const events = new EventBridgeClient(config);
  const cloudWatch = new CloudWatchClient(config);
  const lambda = new LambdaClient(config);
  return {
    ruleState: (Name) =>
      callAws({ action: 'events:DescribeRule', resource: Name }, async () => {
        try {
          return (await events.send(new DescribeRuleCommand({ Name }))).State;
        } catch (error) {
          if (isAwsError(error, 'ResourceNotFound')) return undefined;
          throw error;
        }
      }),
    alarms: async (names) => {
      if (names.length === 0) return [];
      const request = { AlarmNames: names, MaxRecords: MOST_NAMES };
      const { MetricAlarms = [] } = await callAws({ action: 'cloudwatch:DescribeAlarms' }, () =>
        cloudWatch.send(new DescribeAlarmsCommand(request)),
      );
      return MetricAlarms.map(readAlarm);
    },
    freeConcurrency: async () => {
      const { AccountLimit } = await callAws({ action: 'lambda:GetAccountSettings' }, () =>
        lambda.send(new GetAccountSettingsCommand({})),
      );
      return AccountLimit?.UnreservedConcurrentExecutions ?? 0;
    },
  };
}

const readAlarm = ({ AlarmName = '', ActionsEnabled = true, AlarmActions = [] }: MetricAlarm): Alarm => ({
  name: AlarmName,
  actionsEnabled: ActionsEnabled,
  actions: AlarmActions,
});
