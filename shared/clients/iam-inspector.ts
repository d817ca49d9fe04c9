import {
  type EvaluationResult,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { decodeDocument, type PolicyDocument } from '../domain/iam-documents.ts';
import { contextOf, type Simulation, type SimulationRequest } from '../domain/simulation.ts';
import { allPages, createIamClient, findInIam } from './iam-call.ts';

/** The reads of tutorial step 3.6, with the calls it should have named. Nothing here changes anything. */
export interface IamInspector {
  userPolicies(userName: string): Promise<Record<string, PolicyDocument>>;
  policiesAttachedToUser(userName: string): Promise<string[]>;
  trustOf(roleName: string): Promise<PolicyDocument | undefined>;
  rolePolicyNames(roleName: string): Promise<string[]>;
  /** An inline policy of a role. */
  rolePolicy(roleName: string, policyName: string): Promise<PolicyDocument | undefined>;
  policiesAttachedToRole(roleName: string): Promise<string[]>;
  policyDocument(policyArn: string): Promise<PolicyDocument | undefined>;
  /** `undefined` when the principal does not exist. */
  simulate(request: SimulationRequest): Promise<Simulation | undefined>;
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
    rolePolicy: async (RoleName, PolicyName) => {
      const send = () => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      const reply = await findInIam(on('GetRolePolicy', RoleName), send);
      return reply && decodeDocument(reply.PolicyDocument ?? '');
    },
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
    simulate: async (request) => {
      const send = () => iam.send(new SimulatePrincipalPolicyCommand(simulationCommand(request)));
      const reply = await findInIam(on('SimulatePrincipalPolicy', request.principalArn), send);
      return reply && readSimulation(reply.EvaluationResults?.[0]);
    },
  };
}

const simulationCommand = (request: SimulationRequest) => ({
  PolicySourceArn: request.principalArn,
  ActionNames: [request.action],
  ResourceArns: [request.resourceArn],
  ContextEntries: [...contextOf(request), ...(request.context ?? [])],
});

/** One resource was asked for, so the details may stand with the whole result or with that of the resource. */
function readSimulation(whole: EvaluationResult | undefined): Simulation {
  const [ofResource] = whole?.ResourceSpecificResults ?? [];
  const organization = whole?.OrganizationsDecisionDetail?.AllowedByOrganizations;
  const boundary = ofResource?.PermissionsBoundaryDecisionDetail ?? whole?.PermissionsBoundaryDecisionDetail;
  const allowedByBoundary = boundary?.AllowedByPermissionsBoundary;
  const missing = [...(whole?.MissingContextValues ?? []), ...(ofResource?.MissingContextValues ?? [])];
  const decision = whole?.EvalDecision ?? 'implicitDeny';
  const matched = [...(whole?.MatchedStatements ?? []), ...(ofResource?.MatchedStatements ?? [])];
  return {
    decision,
    ...(organization !== undefined && { allowedByOrganization: organization }),
    ...(allowedByBoundary !== undefined && { allowedByBoundary }),
    ...(decision === 'explicitDeny' && matched.length > 0 && { deniedByStatement: true as const }),
    ...(missing.length > 0 && { missingKeys: [...new Set(missing)] }),
  };
}
