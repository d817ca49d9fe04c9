import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { callAws } from '#shared/clients/aws-errors.ts';
import type { AwsConfig } from '../aws-config.ts';
import { note } from '../output.ts';
import { confirmed } from '../prompts.ts';
import { bucketClient } from './bucket.ts';
import { pause } from './follow.ts';
import type { DeployServices } from './services.ts';
import { stackClient } from './stack-client.ts';

/** The AWS account of the identity that deploys. */
export async function accountOf(aws: AwsConfig): Promise<string> {
  const { Account = '' } = await callAws({ action: 'sts:GetCallerIdentity' }, () =>
    new STSClient(aws).send(new GetCallerIdentityCommand({})),
  );
  return Account;
}

/** The real services of a deployment. */
export const deployServices = (
  aws: AwsConfig,
  stackName: string,
  { stage, yes }: { stage: string; yes: boolean },
): DeployServices => ({
  ...stackClient(aws, stackName, stage),
  ...bucketClient(aws),
  confirm: async (question) => yes || confirmed(question),
  say: note,
  pause,
});
