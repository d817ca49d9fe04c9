import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetUserPolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { decodeDocument, type PolicyDocument } from '../domain/iam-documents.ts';
import { allPages, createIamClient, findInIam } from './iam-call.ts';

/** What the policy simulator decided. */
export interface Simulation {
  decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** Decision of the organization's policies; `undefined` outside an organization. */
  allowedByOrganization?: boolean;
}

/** The reads of tutorial step 3.6, with the calls it should have named. Nothing here changes anything. */
export interface IamInspector {
  userPolicies(userName: string): Promise<Record<string, PolicyDocument>>;
  policiesAttachedToUser(userName: string): Promise<string[]>;
  trustOf(roleName: string): Promise<PolicyDocument | undefined>;
  rolePolicyNames(roleName: string): Promise<string[]>;
  policiesAttachedToRole(roleName: string): Promise<string[]>;
  policyDocument(policyArn: string): Promise<PolicyDocument | undefined>;
  /** `undefined` when the principal does not exist. */
  simulate(principalArn: string, action: string, resourceArn: string): Promise<Simulation | undefined>;
}

/**
 * The real reads. What does not exist is `undefined` or an empty list.
 * @throws from every method what {@link findInIam} throws
 * Source: docs.aws.amazon.com/IAM/latest/APIReference (Get…, List…, SimulatePrincipalPolicy)
 */
export function createIamInspector(iam = createIamClient()): IamInspector {
  const on = (action: string, resource: string) => ({ action: `iam:${action}`, resource });
  const arns = (policies: { PolicyArn?: string | undefined }[] = []) =>
    policies.map(({ PolicyArn = '' }) => PolicyArn);

  const list = async <P extends { IsTruncated?: boolean | undefined; Marker?: string | undefined }>(
    action: string,
    resource: string,
    page: (Marker: string | undefined) => Promise<P>,
    items: (page: P) => string[],
  ) => (await findInIam(on(action, resource), () => allPages(page, items))) ?? [];

  const userPolicyNames = (UserName: string) =>
    list(
      'ListUserPolicies',
      UserName,
      (Marker) => iam.send(new ListUserPoliciesCommand({ UserName, Marker })),
      (page) => page.PolicyNames ?? [],
    );

  return {
    userPolicies: async (UserName) => {
      const found: Record<string, PolicyDocument> = {};
      for (const PolicyName of await userPolicyNames(UserName)) {
        const send = () => iam.send(new GetUserPolicyCommand({ UserName, PolicyName }));
        const reply = await findInIam(on('GetUserPolicy', UserName), send);
        if (reply?.PolicyDocument) found[PolicyName] = decodeDocument(reply.PolicyDocument);
      }
      return found;
    },
    policiesAttachedToUser: (UserName) =>
      list(
        'ListAttachedUserPolicies',
        UserName,
        (Marker) => iam.send(new ListAttachedUserPoliciesCommand({ UserName, Marker })),
        (page) => arns(page.AttachedPolicies),
      ),
    trustOf: async (RoleName) => {
      const reply = await findInIam(on('GetRole', RoleName), () =>
        iam.send(new GetRoleCommand({ RoleName })),
      );
      return reply?.Role && decodeDocument(reply.Role.AssumeRolePolicyDocument ?? '');
    },
    rolePolicyNames: (RoleName) =>
      list(
        'ListRolePolicies',
        RoleName,
        (Marker) => iam.send(new ListRolePoliciesCommand({ RoleName, Marker })),
        (page) => page.PolicyNames ?? [],
      ),
    policiesAttachedToRole: (RoleName) =>
      list(
        'ListAttachedRolePolicies',
        RoleName,
        (Marker) => iam.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker })),
        (page) => arns(page.AttachedPolicies),
      ),
    policyDocument: async (PolicyArn) => {
      const policy = await findInIam(on('GetPolicy', PolicyArn), () =>
        iam.send(new GetPolicyCommand({ PolicyArn })),
      );
      const VersionId = policy?.Policy?.DefaultVersionId;
      if (!VersionId) return undefined;
      const send = () => iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
      const version = await findInIam(on('GetPolicyVersion', PolicyArn), send);
      return version?.PolicyVersion && decodeDocument(version.PolicyVersion.Document ?? '');
    },
    simulate: async (principalArn, action, resourceArn) => {
      const request = { PolicySourceArn: principalArn, ActionNames: [action], ResourceArns: [resourceArn] };
      const send = () => iam.send(new SimulatePrincipalPolicyCommand(request));
      const reply = await findInIam(on('SimulatePrincipalPolicy', principalArn), send);
      if (!reply) return undefined;
      const result = reply.EvaluationResults?.[0];
      const organization = result?.OrganizationsDecisionDetail?.AllowedByOrganizations;
      return {
        decision: result?.EvalDecision ?? 'implicitDeny',
        ...(organization === undefined ? {} : { allowedByOrganization: organization }),
      };
    },
  };
}
