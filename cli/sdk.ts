/** What commands use of the AWS SDK by themselves. Import it where a call is made: to read it takes longer than all else. */
export {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStacks,
} from '@aws-sdk/client-cloudformation';
export {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
export { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
