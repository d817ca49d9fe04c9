import { AwsClient } from 'aws4fetch';
import type { Engine } from '../../local/engine/engine.ts';

/** Attaches a service control policy to the account of the engine, which is in an organization from then on. */
export async function attachServiceControlPolicy(
  { endpoint, region, credentials, accountId }: Engine,
  document: object,
): Promise<{ detach(): Promise<void> }> {
  const aws = new AwsClient({ ...credentials, region, service: 'organizations', retries: 0 });
  const call = async (operation: string, input: object) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSOrganizationsV20161128.${operation}`,
    };
    const reply = await aws.fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
    if (!reply.ok) throw new Error(`${operation}: ${await reply.text()}`);
    return (await reply.json()) as { Policy?: { PolicySummary: { Id: string } } };
  };
  const { Policy } = await call('CreatePolicy', {
    Name: `test-${Math.random().toString(36).slice(2)}`,
    Description: 'A test limits what the account may do.',
    Type: 'SERVICE_CONTROL_POLICY',
    Content: JSON.stringify({ Version: '2012-10-17', ...document }),
  });
  const attachment = { PolicyId: Policy?.PolicySummary.Id, TargetId: accountId };
  await call('AttachPolicy', attachment);
  return {
    detach: async () => {
      await call('DetachPolicy', attachment);
    },
  };
}

/** Control Tower's way of denying regions. */
export const onlyRegion = (region: string) => ({
  Statement: [
    {
      Effect: 'Deny',
      NotAction: ['iam:*', 'organizations:*'],
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:RequestedRegion': [region] },
        ArnNotLike: { 'aws:PrincipalARN': ['arn:aws:iam::*:role/AWSControlTowerExecution'] },
      },
    },
  ],
});
