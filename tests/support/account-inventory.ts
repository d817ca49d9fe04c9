import {
  GetPolicyVersionCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListUserPoliciesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetSubscriptionAttributesCommand, ListSubscriptionsCommand, SNSClient } from '@aws-sdk/client-sns';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Engine } from '../../local/engine/engine.ts';

/** All that an application could leave in the account: IAM with its documents, parameters, subscriptions, executions. */
export async function accountInventory({ clientConfig }: Engine) {
  const iam = new IAMClient(clientConfig);
  return {
    users: await users(iam),
    roles: await roles(iam),
    policies: await policies(iam),
    parameters: await parameters(new SSMClient(clientConfig)),
    subscriptions: await subscriptions(new SNSClient(clientConfig)),
    executions: await runningExecutions(new SFNClient(clientConfig)),
  };
}
export type AccountInventory = Awaited<ReturnType<typeof accountInventory>>;

async function users(iam: IAMClient) {
  const { Users = [] } = await iam.send(new ListUsersCommand({ MaxItems: 1000 }));
  return Promise.all(
    Users.map(async ({ UserName = '', Arn, UserId }) => {
      const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
      const { PolicyNames = [] } = await iam.send(new ListUserPoliciesCommand({ UserName }));
      const { AttachedPolicies } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
      const documents = PolicyNames.map(async (PolicyName) => {
        const { PolicyDocument } = await iam.send(new GetUserPolicyCommand({ UserName, PolicyName }));
        return [PolicyName, PolicyDocument];
      });
      const keys = AccessKeyMetadata.map(({ AccessKeyId, Status }) => `${AccessKeyId} ${Status}`);
      return { Arn, UserId, keys, inline: await Promise.all(documents), AttachedPolicies };
    }),
  );
}

async function roles(iam: IAMClient) {
  const { Roles = [] } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
  return Promise.all(
    Roles.map(async ({ RoleName = '', Arn, RoleId, AssumeRolePolicyDocument }) => {
      const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
      const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      return { Arn, RoleId, AssumeRolePolicyDocument, PolicyNames, AttachedPolicies };
    }),
  );
}

async function policies(iam: IAMClient) {
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'Local', MaxItems: 1000 }));
  return Promise.all(
    Policies.map(async ({ Arn, PolicyId }) => {
      const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: Arn }));
      const documents = Versions.map(async ({ VersionId }) => {
        const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: Arn, VersionId }));
        return [VersionId, PolicyVersion?.IsDefaultVersion, PolicyVersion?.Document];
      });
      return { Arn, PolicyId, versions: await Promise.all(documents) };
    }),
  );
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
