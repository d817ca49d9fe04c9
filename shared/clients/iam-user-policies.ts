import {
  DeleteUserPolicyCommand,
  GetUserPolicyCommand,
  ListAttachedUserPoliciesCommand,
  ListUserPoliciesCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { decodeDocument, type PolicyDocument } from '../domain/iam-documents.ts';
import { callAws } from './aws-errors.ts';
import { allPages, createIamClient, deleteInIam, findInIam } from './iam-call.ts';

/** Policies of users: those inline, and which managed ones are attached. Each method is one IAM call. */
export interface IamUserPolicies {
  find(userName: string, policyName: string): Promise<PolicyDocument | undefined>;
  put(userName: string, policyName: string, document: PolicyDocument): Promise<void>;
  /** Names of the inline policies. */
  list(userName: string): Promise<string[]>;
  /** ARNs of the managed policies that are attached to the user. */
  listAttached(userName: string): Promise<string[]>;
  /** Deletes an inline policy; one that is not there is no error. */
  delete(userName: string, policyName: string): Promise<void>;
}

/**
 * The real inline policies.
 * @throws from every method what {@link callAws} throws
 * Source: docs.aws.amazon.com/IAM/latest/APIReference (…UserPolicy, List…UserPolicies)
 */
export function createIamUserPolicies(iam = createIamClient()): IamUserPolicies {
  return {
    find: async (UserName, PolicyName) => {
      const call = { action: 'iam:GetUserPolicy', resource: UserName };
      const reply = await findInIam(call, () => iam.send(new GetUserPolicyCommand({ UserName, PolicyName })));
      return reply && decodeDocument(reply.PolicyDocument ?? '');
    },
    put: async (UserName, PolicyName, document) => {
      const request = { UserName, PolicyName, PolicyDocument: JSON.stringify(document) };
      const send = () => iam.send(new PutUserPolicyCommand(request));
      await callAws({ action: 'iam:PutUserPolicy', resource: UserName }, send);
    },
    list: (UserName) =>
      callAws({ action: 'iam:ListUserPolicies', resource: UserName }, () =>
        allPages(
          (Marker) => iam.send(new ListUserPoliciesCommand({ UserName, Marker })),
          (page) => page.PolicyNames ?? [],
        ),
      ),
    listAttached: (UserName) =>
      callAws({ action: 'iam:ListAttachedUserPolicies', resource: UserName }, () =>
        allPages(
          (Marker) => iam.send(new ListAttachedUserPoliciesCommand({ UserName, Marker })),
          (page) => (page.AttachedPolicies ?? []).map(({ PolicyArn = '' }) => PolicyArn),
        ),
      ),
    delete: (UserName, PolicyName) =>
      deleteInIam({ action: 'iam:DeleteUserPolicy', resource: UserName }, () =>
        iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName })),
      ),
  };
}
