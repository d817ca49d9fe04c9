import type { PolicyDocument } from '#shared/domain/iam-documents.ts';
import type { Simulations } from './simulations.ts';

/** All that tutorial step 3.6 reads. */
export interface Readings {
  userPolicies: Record<string, PolicyDocument>;
  policiesAttachedToUser: string[];
  policyDocument: PolicyDocument | undefined;
  trust: PolicyDocument | undefined;
  rolePolicyNames: string[];
  policiesAttachedToRole: string[];
  /** Documents of the role's policies by name or ARN, where no managed policy is named. */
  roleDocuments: Record<string, PolicyDocument | undefined>;
  simulations: Simulations;
}
