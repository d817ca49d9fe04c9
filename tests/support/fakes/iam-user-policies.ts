import type { IamUserPolicies } from '#shared/clients/iam-user-policies.ts';
import type { PolicyDocument } from '#shared/domain/iam-documents.ts';
import { withControls } from './controls.ts';

/** Inline policies of users in memory. */
export function fakeIamUserPolicies() {
  const policies = new Map<string, PolicyDocument>();
  const service: IamUserPolicies = {
    find: async (userName, policyName) => policies.get(`${userName}/${policyName}`),
    put: async (userName, policyName, document) => {
      policies.set(`${userName}/${policyName}`, document);
    },
  };
  return withControls(service, {
    /** Documents by `user/policy`. */
    all: () => Object.fromEntries(policies),
    add: (userName: string, policyName: string, document: PolicyDocument) => {
      policies.set(`${userName}/${policyName}`, document);
    },
  });
}
