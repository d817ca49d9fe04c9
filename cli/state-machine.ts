import type { Connection } from './connection.ts';
import { CommandRefused } from './errors.ts';
import { outputsOf, stackNameOf } from './stack-outputs.ts';

/** The machines that people start, with the output of the stack that names each. */
const OUTPUTS = {
  'create-private-app': 'CreatePrivateAppArn',
  'remove-private-app': 'RemovePrivateAppArn',
  'check-credentials': 'CheckCredentialsArn',
  'rotate-client-secret': 'RotateClientSecretArn',
  'rotate-access-key': 'RotateAccessKeyArn',
};

/**
 * ARN of a machine: the one given, the local stack's, or the output of the deployed stack.
 * @throws CommandRefused when the stack is not there
 */
export async function findStateMachine(
  { aws, installation, stateMachineArn }: Connection,
  given: { stateMachineArn?: string },
  machine: keyof typeof OUTPUTS = 'create-private-app',
): Promise<string> {
  // The local stack is known by one of its machines; their names differ at the end alone.
  const known = given.stateMachineArn ?? stateMachineArn?.replace(/create-private-app$/, machine);
  if (known) return known;
  const stackName = stackNameOf(installation.stage);
  const found = (await outputsOf(aws, stackName)).get(OUTPUTS[machine]);
  if (found) return found;
  throw new CommandRefused({
    what: `No stack ${stackName} with the output ${OUTPUTS[machine]} is in ${aws.region}.`,
    remedy:
      'Deploy it with "npm run deploy", or give --stage, --region or --state-machine-arn of the one you mean.',
  });
}
