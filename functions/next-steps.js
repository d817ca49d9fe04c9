/**
 * Ends `serverless deploy` with the three next steps, filled in with the values of the stack. Used by serverless.yml.
 */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { nextSteps } from '../shared/release/next-steps.ts';

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
          outputs ? nextSteps(outputs, { options: again, region }) : ['', `Next: spapi doctor${again}`],
        );
      },
    };
  }
}
