import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, type AssumeRoleCommandOutput, STSClient } from '@aws-sdk/client-sts';
import { trustPolicy } from '#shared/domain/iam-documents.ts';
import { deployPackage } from '../../../local/engine/deploy.ts';
import { startEngine } from '../../../local/engine/engine.ts';

interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}
type Config = ReturnType<Attackers['configOf']>;

/** A deployed stack whose functions are in the hands of somebody else: the credentials of every function's role. */
export interface Attackers {
  account: string;
  /** ARN of the stack's boundary for users and roles. */
  boundary: string;
  administrator: IAMClient;
  /** Logical ids of the roles. */
  functionRoles(): string[];
  /** The name of a role in IAM. */
  nameOf(role: string): string;
  iamAs(role: string): IAMClient;
  configAs(role: string): Config;
  configOf(credentials: Credentials): {
    endpoint: string;
    region: string;
    credentials: Credentials;
    maxAttempts: 1;
  };
  /** Takes a role that trusts the account, as an administrator. */
  assume(pathAndName: string): Promise<AssumeRoleCommandOutput>;
  close(): Promise<void>;
}

/** Deploys a package, without Amazon's side, and takes the role of every function. */
export async function startAttackers(packageFolder: string): Promise<Attackers> {
  const engine = await startEngine();
  const { stackName } = await deployPackage(engine, { packageFolder });
  const { endpoint, region, accountId: account } = engine;
  const configOf = (credentials: Credentials) => ({ endpoint, region, credentials, maxAttempts: 1 as const });
  const administrator = new IAMClient(engine.clientConfig);
  const assume = (pathAndName: string) =>
    new STSClient(engine.clientConfig).send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${account}:role/${pathAndName}`,
        RoleSessionName: 'attacker',
      }),
    );

  const names = await physicalNames(new CloudFormationClient(engine.clientConfig), stackName);
  const nameOf = (role: string) => names[role] ?? '';
  const functionRoles = () => Object.keys(names).filter((role) => role.endsWith('FunctionRole'));
  const configs: Record<string, Config> = {};
  const PolicyDocument = JSON.stringify(trustPolicy(`arn:aws:iam::${account}:root`));
  for (const role of functionRoles()) {
    await administrator.send(new UpdateAssumeRolePolicyCommand({ RoleName: nameOf(role), PolicyDocument }));
    const { Credentials } = await assume(nameOf(role));
    configs[role] = configOf({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    });
  }
  const configAs = (role: string) => configs[role] as Config;
  return {
    ...{ account, administrator, functionRoles, nameOf, configAs, configOf, assume },
    boundary: names.CredentialsBoundary ?? '',
    iamAs: (role) => new IAMClient(configAs(role)),
    close: engine.close,
  };
}

async function physicalNames(
  client: CloudFormationClient,
  StackName: string,
): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListStackResourcesCommand({ StackName, NextToken }));
    for (const { LogicalResourceId = '', PhysicalResourceId = '' } of page.StackResourceSummaries ?? [])
      names[LogicalResourceId] = PhysicalResourceId;
    NextToken = page.NextToken;
  } while (NextToken);
  return names;
}
