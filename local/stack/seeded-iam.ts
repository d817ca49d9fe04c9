import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { sellingPartnerPolicy, stsPolicy, trustPolicy } from '#shared/domain/iam-documents.ts';
import { iamPath, nameOfArn, ownershipTags } from '#shared/domain/iam-names.ts';
import type { Installation } from '#shared/domain/installation.ts';
import type { LocalStack } from './local-stack.ts';

/** User, role and key of somebody who followed the tutorial, or did not quite. */
export interface SeededIam {
  userArn: string;
  roleArn: string;
  /** Empty where the role has its rights inline. */
  policyArn: string;
  key: { accessKeyId: string; secretAccessKey: string };
}

/** The documents that matter for AssumeRole; without `permission` the user has no policy. */
export interface Documents {
  /** ARN of another principal, or the whole account of the user, which then needs a permission. */
  trusted?: string;
  permission?: boolean;
  /** The role has its rights inline and no managed policy, as the former Quick Start made it. */
  inline?: boolean;
  /** The application whose user it is, by path and tags, as if made by the product. */
  madeFor?: string;
}

/** Makes a user with a key, and a role. */
export async function seedIam(
  { engine, installation }: Pick<LocalStack, 'engine' | 'installation'>,
  name: string,
  { trusted, permission = true, inline = false, madeFor }: Documents = {},
): Promise<SeededIam> {
  const iam = new IAMClient(engine.clientConfig);
  const { User } = await iam.send(
    new CreateUserCommand({ UserName: name, ...(madeFor && ownership(installation, madeFor)) }),
  );
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
  const policyArn = await allowInvoke(iam, nameOfArn(roleArn), inline ? undefined : `${name}-policy`);
  return { userArn, roleArn, policyArn, key: { accessKeyId, secretAccessKey } };
}

/** Lets a role call SP-API, by a managed policy of that name or inline; returns the ARN of the managed one. */
async function allowInvoke(iam: IAMClient, RoleName: string, managed: string | undefined): Promise<string> {
  const PolicyDocument = JSON.stringify(sellingPartnerPolicy());
  if (!managed) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'SellingPartnerAPI', PolicyDocument }));
    return '';
  }
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: managed, PolicyDocument }));
  const PolicyArn = Policy?.Arn ?? '';
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  return PolicyArn;
}

const ownership = (installation: Installation, appName: string) => ({
  Path: iamPath(installation),
  Tags: Object.entries(ownershipTags(installation, appName)).map(([Key, Value]) => ({ Key, Value })),
});
