import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { callAws } from '#shared/clients/aws-errors.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import type { Connection } from './connection.ts';
import { CommandRefused } from './errors.ts';

const OUTPUT = 'CreatePrivateAppArn';

/**
 * ARN of create-private-app: the one given, the local stack's, or the output of the deployed stack.
 * @throws CommandRefused when the stack is not there
 */
export async function findStateMachine(
  { aws, stateMachineArn }: Connection,
  given: { stateMachineArn?: string; stage: string },
): Promise<string> {
  const known = given.stateMachineArn ?? stateMachineArn;
  if (known) return known;
  const stackName = `sp-api-private-app-${given.stage}`;
  const found = (await outputsOf(new CloudFormationClient(aws), stackName)).get(OUTPUT);
  if (found) return found;
  throw new CommandRefused({
    what: `No stack ${stackName} with the output ${OUTPUT} is in ${aws.region}.`,
    remedy:
      'Deploy it with "npm run deploy", or give --stage, --region or --state-machine-arn of the one you mean.',
  });
}

async function outputsOf(client: CloudFormationClient, StackName: string): Promise<Map<string, string>> {
  try {
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
