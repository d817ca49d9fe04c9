import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { decodeDocument, type PolicyDocument } from '../domain/iam-documents.ts';
import { foreignText } from '../errors/plain-text.ts';
import { IamNotConsistent } from '../errors/retryable.ts';
import { type AwsCall, callAws, isAwsError } from './aws-errors.ts';
import { allPages, createIamClient, deleteInIam, findInIam, tagList, tagRecord } from './iam-call.ts';

export interface IamRole {
  arn: string;
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
  create(role: NewRole): Promise<string | undefined>;
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

// A user made seconds ago is not a valid principal yet; IAM then calls the document malformed.
function withNewPrincipal<T>(call: AwsCall, send: () => Promise<T>): Promise<T> {
  return callAws(call, async () => {
    try {
      return await send();
    } catch (error) {
      if (!isAwsError(error, 'MalformedPolicyDocument') || !/principal/i.test(error.message)) throw error;
      throw new IamNotConsistent({
        what: `IAM does not accept the user as principal of the role ${call.resource} yet: ${foreignText(error.message)}`,
        remedy:
          'Nothing at first, it is tried again. If it goes on, check that the user was not deleted meanwhile.',
        details: { role: call.resource, requestId: error.$metadata?.requestId },
      });
    }
  });
}

/**
 * The real roles.
 * @throws IamNotConsistent when the trusted user is too new; else from every method what {@link callAws} throws
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
      const trust = decodeDocument(AssumeRolePolicyDocument);
      const boundaryArn = PermissionsBoundary?.PermissionsBoundaryArn;
      return { arn: Arn, trust, tags: tagRecord(Tags), boundaryArn };
    },
    create: ({ roleName, path, description, trust, tags, boundaryArn }) =>
      withNewPrincipal(on('CreateRole', roleName), async () => {
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
          return Role?.Arn;
        } catch (error) {
          if (isAwsError(error, 'EntityAlreadyExists')) return undefined;
          throw error;
        }
      }),
    updateTrust: async (RoleName, trust) => {
      const request = { RoleName, PolicyDocument: JSON.stringify(trust) };
      const send = () => iam.send(new UpdateAssumeRolePolicyCommand(request));
      await withNewPrincipal(on('UpdateAssumeRolePolicy', RoleName), send);
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
