/**
 * Ends `serverless deploy` with the three next steps, filled in with the values of the stack. Used by serverless.yml.
 */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

const console = (region, machineArn) =>
  `https://${region}.console.aws.amazon.com/states/home?region=${region}#/statemachines/view/${machineArn}`;

function nextSteps({ TopicArn, CreatePrivateAppArn }, { again, region }) {
  return [
    '',
    'Next steps',
    '1. Receive the messages of the stack. Subscribe an address, then open the link in the e-mail from AWS:',
    `   aws sns subscribe --topic-arn ${TopicArn} --protocol email --notification-endpoint you@example.com --region ${region}`,
    '2. Check the deployment:',
    `   npm run spapi -- doctor${again}`,
    '3. Start your first application:',
    `   npm run spapi -- start acme-orders --marketplace US${again}`,
    '   or with {"appName":"acme-orders","marketplace":"US"} in the console:',
    `   ${console(region, CreatePrivateAppArn)}`,
  ];
}

async function outputsOf(aws) {
  const client = new CloudFormationClient(await aws.getAwsSdkV3Config());
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: aws.naming.getStackName() }));
  return Object.fromEntries(Stacks[0].Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
}

export default class NextSteps {
  constructor(serverless, options, { writeText }) {
    this.hooks = {
      finalize: async () => {
        if (serverless.processedInput.commands.join(' ') !== 'deploy' || options.function) return;
        const aws = serverless.getProvider('aws');
        const region = aws.getRegion();
        const { kmsKeyArn } = serverless.service.custom;
        const key = kmsKeyArn ? ` --kms-key-arn ${kmsKeyArn}` : '';
        const again = ` --stage ${aws.getStage()} --region ${region}${key}`;
        // The stack is deployed by now, so nothing here may make the deployment fail.
        const outputs = await outputsOf(aws).catch(() => undefined);
        writeText(
          outputs ? nextSteps(outputs, { again, region }) : ['', `Next: npm run spapi -- doctor${again}`],
        );
      },
    };
  }
}
