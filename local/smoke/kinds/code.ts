import { DeleteFunctionCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DeleteStateMachineCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { callAws } from '#shared/clients/aws-errors.ts';
import type { AwsConfig } from '../../../cli/aws-config.ts';
import { allPages, type Kind, NAMES, present } from './kind.ts';

/** Functions by name, and state machines by ARN. */
export function codeKinds(config: AwsConfig): Kind[] {
  const lambda = new LambdaClient(config);
  const sfn = new SFNClient(config);
  return [
    {
      name: 'Lambda function',
      list: async () => {
        const names = await callAws({ action: 'lambda:ListFunctions' }, () =>
          allPages(
            (Marker) => lambda.send(new ListFunctionsCommand({ Marker })),
            ({ Functions = [] }) => present(Functions.map(({ FunctionName }) => FunctionName)),
            ({ NextMarker }) => NextMarker,
          ),
        );
        return names.filter((name) => name.startsWith(NAMES));
      },
      remove: async (FunctionName) => {
        await lambda.send(new DeleteFunctionCommand({ FunctionName }));
      },
    },
    {
      name: 'state machine',
      list: async () => {
        const arns = await callAws({ action: 'states:ListStateMachines' }, () =>
          allPages(
            (nextToken) => sfn.send(new ListStateMachinesCommand({ nextToken })),
            ({ stateMachines = [] }) => present(stateMachines.map(({ stateMachineArn }) => stateMachineArn)),
            ({ nextToken }) => nextToken,
          ),
        );
        return arns.filter((arn) => arn.includes(`:${NAMES}`));
      },
      remove: async (stateMachineArn) => {
        await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
      },
    },
  ];
}
