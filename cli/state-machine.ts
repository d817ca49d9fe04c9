import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { callAws } from '#shared/clients/aws-errors.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import type { Connection } from './connection.ts';
import { CommandRefused } from './errors.ts';

/** The machines that people start, with the output of the stack that names each. */
const OUTPUTS = {
  'create-private-app': 'CreatePrivateAppArn',
  'remove-private-app': 'RemovePrivateAppArn',
};

/**
 * ARN of a machine: the one given, the local stack's, or the output of the deployed stack.
 * @throws CommandRefused when the stack is not there
 */
export async function findStateMachine(
  { aws, stateMachineArn }: Connection,
  given: { stateMachineArn?: string; stage: string },
  machine: keyof typeof OUTPUTS = 'create-private-app',
): Promise<string> {
  // The local stack is known by one of its machines; their names differ at the end alone.
  const known = given.stateMachineArn ?? stateMachineArn?.replace(/create-private-app$/, machine);
  if (known) return known;
  const stackName = `sp-api-private-app-${given.stage}`;
  const found = (await outputsOf(new CloudFormationClient(aws), stackName)).get(OUTPUTS[machine]);
  if (found) return found;
  throw new CommandRefused({
    what: `No stack ${stackName} with the output ${OUTPUTS[machine]} is in ${aws.region}.`,
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
