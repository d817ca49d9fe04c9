import { GetUserPolicyCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { decodeDocument, type PolicyDocument } from '../domain/iam-documents.ts';
import { callAws } from './aws-errors.ts';
import { createIamClient, findInIam } from './iam-call.ts';

/** Inline policies of users. Each method is one IAM call. */
export interface IamUserPolicies {
  find(userName: string, policyName: string): Promise<PolicyDocument | undefined>;
  put(userName: string, policyName: string, document: PolicyDocument): Promise<void>;
}

/**
 * The real inline policies.
 * @throws from every method what {@link callAws} throws
 * Source: docs.aws.amazon.com/IAM/latest/APIReference (GetUserPolicy, PutUserPolicy)
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
  };
}
