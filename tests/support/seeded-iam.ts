import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  type PolicyDocument,
  type PolicyStatement,
  sellingPartnerPolicy,
  stsPolicy,
  trustPolicy,
} from '#shared/domain/iam-documents.ts';
import { nameOfArn } from '#shared/domain/iam-names.ts';
import type { DeployedStack } from './deployed-stack.ts';

/** User, role and key of somebody who followed the tutorial, or did not quite. */
export interface SeededIam {
  userArn: string;
  roleArn: string;
  policyArn: string;
  key: { accessKeyId: string; secretAccessKey: string };
}

/** The documents that matter for AssumeRole; without `permission` the user has no policy. */
export interface Documents {
  /** ARN of another principal, or the whole account of the user, which then needs a permission. */
  trusted?: string;
  permission?: boolean;
}

/** Makes a user with a key, and a role. */
export async function seedIam(
  { engine }: DeployedStack,
  name: string,
  { trusted, permission = true }: Documents = {},
): Promise<SeededIam> {
  const iam = new IAMClient(engine.clientConfig);
  const { User } = await iam.send(new CreateUserCommand({ UserName: name }));
  const userArn = User?.Arn ?? '';
  const principal = trusted === 'own account' ? userArn.replace(/:user.*/, ':root') : (trusted ?? userArn);
  const trust = JSON.stringify(trustPolicy(principal));
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: `${name}-role`, AssumeRolePolicyDocument: trust }),
  );
  const roleArn = Role?.Arn ?? '';
  if (permission) {
    const PolicyDocument = JSON.stringify(stsPolicy(roleArn));
    await iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: 'assume', PolicyDocument }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const PolicyDocument = JSON.stringify(sellingPartnerPolicy());
  const policy = await iam.send(new CreatePolicyCommand({ PolicyName: `${name}-policy`, PolicyDocument }));
  const policyArn = policy.Policy?.Arn ?? '';
  await iam.send(new AttachRolePolicyCommand({ RoleName: nameOfArn(roleArn), PolicyArn: policyArn }));
  return { userArn, roleArn, policyArn, key: { accessKeyId, secretAccessKey } };
}

/** The name of the role of a deployed function. */
async function roleOf(iam: IAMClient, functionName: string): Promise<string> {
  const { Roles = [] } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
  return Roles.find(({ RoleName }) => RoleName?.includes(functionName))?.RoleName ?? '';
}

/** Changes the statements of a function's role while something runs. */
export async function withStatements<T>(
  { engine }: DeployedStack,
  functionName: string,
  change: (statements: PolicyStatement[]) => PolicyStatement[],
  run: () => Promise<T>,
): Promise<T> {
  const iam = new IAMClient(engine.clientConfig);
  const RoleName = await roleOf(iam, functionName);
  const { PolicyNames: [PolicyName] = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const { PolicyDocument: encoded = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  const before = decodeURIComponent(encoded);
  const { Statement, ...rest }: PolicyDocument = JSON.parse(before);
  const changed = JSON.stringify({ ...rest, Statement: change([Statement].flat()) });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: changed }));
  try {
    return await run();
  } finally {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: before }));
  }
}

/** Takes an action out of what is granted. */
export const without =
  (action: string) =>
  (statements: PolicyStatement[]): PolicyStatement[] =>
    statements
      .map((one) => ({ ...one, Action: [one.Action ?? []].flat().filter((name) => name !== action) }))
      .filter(({ Action }) => Action.length > 0);

/** Denies an action whatever is granted. */
export const denying =
  (Action: string) =>
  (statements: PolicyStatement[]): PolicyStatement[] => [
    ...statements,
    { Effect: 'Deny', Action, Resource: '*' },
  ];
