/** Outputs of a stack by name. */
type Outputs = Record<string, string | undefined>;

const console = (region: string, machineArn = '') =>
  `https://${region}.console.aws.amazon.com/states/home?region=${region}#/statemachines/view/${machineArn}`;

/**
 * The three next steps after a deployment, filled in with the values of the stack.
 * @param options of our commands that lead to this stack, each after a space
 */
export function nextSteps(
  { TopicArn, CreatePrivateAppArn }: Outputs,
  { options, region }: { options: string; region: string },
): string[] {
  return [
    '',
    'Next steps',
    '1. Receive the messages of the stack. Subscribe an address, then open the link in the e-mail from AWS:',
    `   aws sns subscribe --topic-arn ${TopicArn} --protocol email --notification-endpoint you@example.com --region ${region}`,
    '2. Check the deployment:',
    `   spapi doctor${options}`,
    '3. Start your first application:',
    `   spapi start acme-orders --marketplace US${options}`,
    '   or with {"appName":"acme-orders","marketplace":"US"} in the console:',
    `   ${console(region, CreatePrivateAppArn)}`,
  ];
}
