import {
  type EntityType,
  IAMClient,
  ListAccessKeysCommand,
  type ManagedPolicyDetail,
  paginateGetAccountAuthorizationDetails,
  type RoleDetail,
  type UserDetail,
} from '@aws-sdk/client-iam';
import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetSubscriptionAttributesCommand, ListSubscriptionsCommand, SNSClient } from '@aws-sdk/client-sns';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Engine } from '../../local/engine/engine.ts';

/** All that an application could leave in the account: IAM with its documents, parameters, subscriptions, executions. */
export async function accountInventory({ clientConfig }: Engine) {
  return {
    ...(await iamOf(new IAMClient(clientConfig))),
    parameters: await parameters(new SSMClient(clientConfig)),
    subscriptions: await subscriptions(new SNSClient(clientConfig)),
    executions: await runningExecutions(new SFNClient(clientConfig)),
  };
}
export type AccountInventory = Awaited<ReturnType<typeof accountInventory>>;

/** In a few calls, however many functions have a role. */
async function iamOf(client: IAMClient) {
  const Filter: EntityType[] = ['User', 'Role', 'LocalManagedPolicy'];
  const [users, roles, policies]: [UserDetail[], RoleDetail[], ManagedPolicyDetail[]] = [[], [], []];
  for await (const page of paginateGetAccountAuthorizationDetails({ client }, { Filter })) {
    users.push(...(page.UserDetailList ?? []));
    roles.push(...(page.RoleDetailList ?? []));
    policies.push(...(page.Policies ?? []));
  }
  const keysOf = async (UserName = '') => {
    const { AccessKeyMetadata = [] } = await client.send(new ListAccessKeysCommand({ UserName }));
    return AccessKeyMetadata.map(({ AccessKeyId, Status }) => `${AccessKeyId} ${Status}`);
  };
  return {
    users: await Promise.all(
      users.map(async ({ UserName, Arn, UserId, UserPolicyList, AttachedManagedPolicies }) => {
        return { Arn, UserId, keys: await keysOf(UserName), UserPolicyList, AttachedManagedPolicies };
      }),
    ),
    // When a role was used last is not what it is.
    roles: roles.map(({ RoleLastUsed, ...role }) => role),
    policies: policies.map(({ Arn, PolicyId, PolicyVersionList }) => ({ Arn, PolicyId, PolicyVersionList })),
  };
}

async function parameters(ssm: SSMClient) {
  const found: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await ssm.send(new DescribeParametersCommand({ MaxResults: 50, NextToken }));
    found.push(...(page.Parameters ?? []).map(({ Name, Version }) => `${Name} ${Version}`));
    NextToken = page.NextToken;
  } while (NextToken);
  return found.toSorted();
}

/** Who is subscribed, and to what; SNS still lists what was unsubscribed. */
async function subscriptions(sns: SNSClient) {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
  const found = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn !== 'Deleted').map(
    async ({ Protocol, Endpoint, SubscriptionArn }) => {
      if (SubscriptionArn === 'PendingConfirmation') return `${Protocol} ${Endpoint} pending`;
      const { Attributes = {} } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
      return `${Protocol} ${Endpoint} ${Attributes.FilterPolicy ?? 'all'}`;
    },
  );
  return (await Promise.all(found)).toSorted();
}

async function runningExecutions(sfn: SFNClient) {
  const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
  const found = stateMachines.map(async ({ stateMachineArn }) => {
    const { executions = [] } = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }),
    );
    return executions.map(({ executionArn }) => executionArn);
  });
  return (await Promise.all(found)).flat().toSorted();
}
