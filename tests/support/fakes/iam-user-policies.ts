import type { IamUserPolicies } from '#shared/clients/iam-user-policies.ts';
import type { PolicyDocument } from '#shared/domain/iam-documents.ts';
import { withControls } from './controls.ts';

/** Policies of users in memory. */
export function fakeIamUserPolicies() {
  const policies = new Map<string, PolicyDocument>();
  const attached = new Map<string, string[]>();
  const service: IamUserPolicies = {
    find: async (userName, policyName) => policies.get(`${userName}/${policyName}`),
    put: async (userName, policyName, document) => {
      policies.set(`${userName}/${policyName}`, document);
    },
    list: async (userName) =>
      [...policies.keys()]
        .filter((name) => name.startsWith(`${userName}/`))
        .map((name) => name.split('/')[1] ?? ''),
    listAttached: async (userName) => attached.get(userName) ?? [],
    delete: async (userName, policyName) => void policies.delete(`${userName}/${policyName}`),
  };
  return withControls(service, {
    /** Documents by `user/policy`. */
    all: () => Object.fromEntries(policies),
    add: (userName: string, policyName: string, document: PolicyDocument) => {
      policies.set(`${userName}/${policyName}`, document);
    },
    /** Somebody attaches a managed policy to a user. */
    attach: (userName: string, policyArn: string) => void attached.set(userName, [policyArn]),
  });
}
