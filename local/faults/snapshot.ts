import {
  GetPolicyVersionCommand,
  GetRoleCommand,
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
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { iamPath } from '#shared/domain/iam-names.ts';
import type { LocalStack } from '../stack/local-stack.ts';

/** All that there is of an application: parameters with their values, users, roles and policies. */
export interface Snapshot {
  parameters: Record<string, { type: string; value: string }>;
  users: Record<
    string,
    { keys: { id: string; status: string }[]; documents: Record<string, string>; attached: string[] }
  >;
  roles: Record<string, { trust: string; attached: string[]; inline: string[] }>;
  policies: Record<string, { document: string; versions: number }>;
}

/** Takes everything of an application out of the engine, past the proxy. */
export async function takeSnapshot(
  { engine, installation, parameters: store }: Pick<LocalStack, 'engine' | 'installation' | 'parameters'>,
  appName: string,
): Promise<Snapshot> {
  const iam = new IAMClient(engine.clientConfig);
  const ssm = new SSMClient(engine.clientConfig);
  const path = iamPath(installation);
  const [parameters, users, roles, policies] = await Promise.all([
    parametersBelow(ssm, store.paths.of(appName).root),
    usersOf(iam, path, appName),
    rolesOf(iam, path, appName),
    policiesOf(iam, path, appName),
  ]);
  return { parameters, users, roles, policies };
}

async function parametersBelow(ssm: SSMClient, Path: string): Promise<Snapshot['parameters']> {
  const found: Snapshot['parameters'] = {};
  let NextToken: string | undefined;
  do {
    const request = { Path, Recursive: true, WithDecryption: true, NextToken };
    const page = await ssm.send(new GetParametersByPathCommand(request));
    for (const { Name = '', Type = '', Value = '' } of page.Parameters ?? [])
      found[Name] = { type: Type, value: Value };
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

/** Names of this application only: one of another may begin alike. */
const isOf = (appName: string) => (name: string | undefined) => name?.split('-').includes(appName) ?? false;

async function usersOf(iam: IAMClient, PathPrefix: string, appName: string): Promise<Snapshot['users']> {
  const { Users = [] } = await iam.send(new ListUsersCommand({ PathPrefix, MaxItems: 1000 }));
  const names = Users.map(({ UserName = '' }) => UserName).filter(isOf(appName));
  return byName(names, async (UserName) => {
    const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
    const { PolicyNames = [] } = await iam.send(new ListUserPoliciesCommand({ UserName }));
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
    const documents = await byName(PolicyNames, async (PolicyName) => {
      const { PolicyDocument = '' } = await iam.send(new GetUserPolicyCommand({ UserName, PolicyName }));
      return decodeURIComponent(PolicyDocument);
    });
    const keys = AccessKeyMetadata.map(({ AccessKeyId: id = '', Status: status = '' }) => ({ id, status }));
    return { keys, documents, attached: AttachedPolicies.map(({ PolicyName = '' }) => PolicyName) };
  });
}

async function rolesOf(iam: IAMClient, PathPrefix: string, appName: string): Promise<Snapshot['roles']> {
  const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix, MaxItems: 1000 }));
  const names = Roles.map(({ RoleName = '' }) => RoleName).filter(isOf(appName));
  return byName(names, async (RoleName) => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    const { PolicyNames: inline = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    const trust = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
    return { trust, attached: AttachedPolicies.map(({ PolicyName = '' }) => PolicyName), inline };
  });
}

async function policiesOf(
  iam: IAMClient,
  PathPrefix: string,
  appName: string,
): Promise<Snapshot['policies']> {
  const request = new ListPoliciesCommand({ PathPrefix, Scope: 'Local', MaxItems: 1000 });
  const { Policies = [] } = await iam.send(request);
  const arns = Policies.filter(({ PolicyName }) => isOf(appName)(PolicyName)).map(({ Arn = '' }) => Arn);
  return byName(arns, async (PolicyArn) => {
    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    const VersionId = Versions.find(({ IsDefaultVersion }) => IsDefaultVersion)?.VersionId;
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    return { document: decodeURIComponent(PolicyVersion?.Document ?? ''), versions: Versions.length };
  });
}

async function byName<T>(names: string[], read: (name: string) => Promise<T>): Promise<Record<string, T>> {
  return Object.fromEntries(
    await Promise.all(names.toSorted().map(async (name) => [name, await read(name)] as const)),
  );
}
