import type { IamInspector } from '#shared/clients/iam-inspector.ts';
import type { PolicyDocument } from '#shared/domain/iam-documents.ts';
import type { Simulation } from '#shared/domain/simulation.ts';
import { withControls } from './controls.ts';

/** What IAM holds, by name of the user or role and by ARN of the policy. */
export interface IamState {
  users: Record<string, { policies: Record<string, PolicyDocument>; attached: string[] }>;
  roles: Record<
    string,
    {
      trust: PolicyDocument;
      policyNames: string[];
      attached: string[];
      policies?: Record<string, PolicyDocument>;
    }
  >;
  policies: Record<string, PolicyDocument>;
  /** Decisions of the simulator by action; allowed when nothing is set. */
  simulations: Record<string, Simulation>;
}

/** The reads of an account that a test describes; what is not described does not exist. */
export function fakeIamInspector() {
  const state: IamState = { users: {}, roles: {}, policies: {}, simulations: {} };
  const service: IamInspector = {
    userPolicies: async (userName) => state.users[userName]?.policies ?? {},
    policiesAttachedToUser: async (userName) => state.users[userName]?.attached ?? [],
    trustOf: async (roleName) => state.roles[roleName]?.trust,
    rolePolicyNames: async (roleName) => state.roles[roleName]?.policyNames ?? [],
    rolePolicy: async (roleName, name) => state.roles[roleName]?.policies?.[name],
    policiesAttachedToRole: async (roleName) => state.roles[roleName]?.attached ?? [],
    policyDocument: async (policyArn) => state.policies[policyArn],
    simulate: async ({ principalArn, action }) => {
      const name = principalArn.slice(principalArn.lastIndexOf('/') + 1);
      if (state.users[name] || state.roles[name]) return state.simulations[action] ?? { decision: 'allowed' };
      return undefined;
    },
  };
  return withControls(service, { state });
}
