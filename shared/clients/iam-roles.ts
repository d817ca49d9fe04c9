import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { decodeDocument, type PolicyDocument } from '../domain/iam-documents.ts';
import { foreignText } from '../errors/plain-text.ts';
import { IamNotAsExpected } from '../errors/refused.ts';
import { type AwsCall, callAws, isAwsError } from './aws-errors.ts';
import { allPages, createIamClient, deleteInIam, findInIam, tagList, tagRecord } from './iam-call.ts';

export interface IamRole {
  arn: string;
  createdAt: Date;
  trust: PolicyDocument;
  tags: Record<string, string>;
  /** ARN of the policy that is the role's permissions boundary. */
  boundaryArn?: string | undefined;
}

export interface NewRole {
  roleName: string;
  path: string;
  description: string;
  trust: PolicyDocument;
  tags: Record<string, string>;
  boundaryArn: string;
}

/** IAM roles. Each method is one IAM call. */
export interface IamRoles {
  find(roleName: string): Promise<IamRole | undefined>;
  /** `undefined` when a role with that name exists. */
  create(role: NewRole): Promise<Pick<IamRole, 'arn' | 'createdAt'> | undefined>;
  /** Adds tags, or changes their values. */
  tag(roleName: string, tags: Record<string, string>): Promise<void>;
  updateTrust(roleName: string, trust: PolicyDocument): Promise<void>;
  setBoundary(roleName: string, boundaryArn: string): Promise<void>;
  listAttachedPolicyArns(roleName: string): Promise<string[]>;
  attachPolicy(roleName: string, policyArn: string): Promise<void>;
  /** Names of the inline policies. */
  listInlinePolicies(roleName: string): Promise<string[]>;
  /** Takes a policy off; one that is not attached is no error. */
  detachPolicy(roleName: string, policyArn: string): Promise<void>;
  /** Deletes a role without policies; one that is not there is no error. */
  delete(roleName: string): Promise<void>;
}

// IAM calls a document malformed that trusts a user who is not there, or not yet.
function withPrincipal<T>(call: AwsCall, send: () => Promise<T>): Promise<T> {
  return callAws(call, async () => {
    try {
      return await send();
    } catch (error) {
      if (!isAwsError(error, 'MalformedPolicyDocument') || !/principal/i.test(error.message)) throw error;
      throw new IamNotAsExpected({
        what: `IAM does not accept the user as principal of the role ${call.resource}: ${foreignText(error.message)}`,
        remedy: 'Check that the user was not deleted meanwhile, and start the execution again.',
        details: { action: call.action, role: call.resource, requestId: error.$metadata?.requestId },
      });
    }
  });
}

/**
 * The real roles.
 * @throws IamNotAsExpected when IAM does not know the trusted user; else from every method what {@link callAws} throws
 * Source: docs.aws.amazon.com/IAM/latest/APIReference (GetRole, CreateRole, DeleteRole, UpdateAssumeRolePolicy, …RolePolicy)
 */
export function createIamRoles(iam = createIamClient()): IamRoles {
  const on = (action: string, resource: string) => ({ action: `iam:${action}`, resource });
  return {
    find: async (RoleName) => {
      const reply = await findInIam(on('GetRole', RoleName), () =>
        iam.send(new GetRoleCommand({ RoleName })),
      );
      if (!reply?.Role) return undefined;
      const { Arn = '', AssumeRolePolicyDocument = '', Tags, PermissionsBoundary } = reply.Role;
      const { CreateDate = new Date(0) } = reply.Role;
      const trust = decodeDocument(AssumeRolePolicyDocument);
      const boundaryArn = PermissionsBoundary?.PermissionsBoundaryArn;
      return { arn: Arn, createdAt: CreateDate, trust, tags: tagRecord(Tags), boundaryArn };
    },
    create: ({ roleName, path, description, trust, tags, boundaryArn }) =>
      withPrincipal(on('CreateRole', roleName), async () => {
        try {
          const { Role } = await iam.send(
            new CreateRoleCommand({
              RoleName: roleName,
              Path: path,
              Description: description,
              AssumeRolePolicyDocument: JSON.stringify(trust),
              Tags: tagList(tags),
              PermissionsBoundary: boundaryArn,
            }),
          );
          return { arn: Role?.Arn ?? '', createdAt: Role?.CreateDate ?? new Date(0) };
        } catch (error) {
          if (isAwsError(error, 'EntityAlreadyExists')) return undefined;
          throw error;
        }
      }),
    tag: async (RoleName, tags) => {
      const request = new TagRoleCommand({ RoleName, Tags: tagList(tags) });
      await callAws(on('TagRole', RoleName), () => iam.send(request));
    },
    updateTrust: async (RoleName, trust) => {
      const request = { RoleName, PolicyDocument: JSON.stringify(trust) };
      const send = () => iam.send(new UpdateAssumeRolePolicyCommand(request));
      await withPrincipal(on('UpdateAssumeRolePolicy', RoleName), send);
    },
    setBoundary: async (RoleName, PermissionsBoundary) => {
      const request = new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary });
      await callAws(on('PutRolePermissionsBoundary', RoleName), () => iam.send(request));
    },
    listAttachedPolicyArns: (RoleName) =>
      callAws(on('ListAttachedRolePolicies', RoleName), () =>
        allPages(
          (Marker) => iam.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker })),
          (page) => (page.AttachedPolicies ?? []).map(({ PolicyArn = '' }) => PolicyArn),
        ),
      ),
    attachPolicy: async (RoleName, PolicyArn) => {
      const send = () => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
      await callAws(on('AttachRolePolicy', RoleName), send);
    },
    listInlinePolicies: (RoleName) =>
      callAws(on('ListRolePolicies', RoleName), () =>
        allPages(
          (Marker) => iam.send(new ListRolePoliciesCommand({ RoleName, Marker })),
          (page) => page.PolicyNames ?? [],
        ),
      ),
    detachPolicy: (RoleName, PolicyArn) =>
      deleteInIam(on('DetachRolePolicy', RoleName), () =>
        iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })),
      ),
    delete: (RoleName) =>
      deleteInIam(on('DeleteRole', RoleName), () => iam.send(new DeleteRoleCommand({ RoleName }))),
  };
}
