import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListEntitiesForPolicyCommand,
  ListPolicyVersionsCommand,
  TagPolicyCommand,
} from '@aws-sdk/client-iam';
import { decodeDocument, type PolicyDocument } from '../domain/iam-documents.ts';
import { callAws, isAwsError } from './aws-errors.ts';
import { allPages, createIamClient, deleteInIam, findInIam, tagList, tagRecord } from './iam-call.ts';

export interface ManagedPolicy {
  arn: string;
  defaultVersionId: string;
  tags: Record<string, string>;
}

export interface PolicyVersion {
  versionId: string;
  isDefault: boolean;
  createdAt: number;
}

export interface NewPolicy {
  policyName: string;
  path: string;
  description: string;
  document: PolicyDocument;
  tags: Record<string, string>;
}

/** Customer managed policies. Each method is one IAM call. */
export interface IamPolicies {
  find(policyArn: string): Promise<ManagedPolicy | undefined>;
  /** `undefined` when a policy with that name exists. */
  create(policy: NewPolicy): Promise<string | undefined>;
  /** Adds tags, or changes their values. */
  tag(policyArn: string, tags: Record<string, string>): Promise<void>;
  documentOf(policyArn: string, versionId: string): Promise<PolicyDocument>;
  listVersions(policyArn: string): Promise<PolicyVersion[]>;
  createDefaultVersion(policyArn: string, document: PolicyDocument): Promise<void>;
  deleteVersion(policyArn: string, versionId: string): Promise<void>;
  /** Whom the policy is attached to, as words: `role NAME`, `user NAME`, `group NAME`. */
  listEntities(policyArn: string): Promise<string[]>;
  /** Deletes a policy with no version but the default one; one that is not there is no error. */
  delete(policyArn: string): Promise<void>;
}

/**
 * The real managed policies.
 * @throws from every method what {@link callAws} throws
 * Source: docs.aws.amazon.com/IAM/latest/APIReference (GetPolicy, CreatePolicy, DeletePolicy, …PolicyVersion…, ListEntitiesForPolicy)
 */
export function createIamPolicies(iam = createIamClient()): IamPolicies {
  const on = (action: string, resource: string) => ({ action: `iam:${action}`, resource });
  return {
    find: async (PolicyArn) => {
      const reply = await findInIam(on('GetPolicy', PolicyArn), () =>
        iam.send(new GetPolicyCommand({ PolicyArn })),
      );
      if (!reply?.Policy) return undefined;
      const { Arn = '', DefaultVersionId = '', Tags } = reply.Policy;
      return { arn: Arn, defaultVersionId: DefaultVersionId, tags: tagRecord(Tags) };
    },
    create: ({ policyName, path, description, document, tags }) =>
      callAws(on('CreatePolicy', policyName), async () => {
        try {
          const { Policy } = await iam.send(
            new CreatePolicyCommand({
              PolicyName: policyName,
              Path: path,
              Description: description,
              PolicyDocument: JSON.stringify(document),
              Tags: tagList(tags),
            }),
          );
          return Policy?.Arn;
        } catch (error) {
          if (isAwsError(error, 'EntityAlreadyExists')) return undefined;
          throw error;
        }
      }),
    tag: async (PolicyArn, tags) => {
      const request = new TagPolicyCommand({ PolicyArn, Tags: tagList(tags) });
      await callAws(on('TagPolicy', PolicyArn), () => iam.send(request));
    },
    documentOf: async (PolicyArn, VersionId) => {
      const send = () => iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
      const reply = await callAws(on('GetPolicyVersion', PolicyArn), send);
      return decodeDocument(reply.PolicyVersion?.Document ?? '');
    },
    listVersions: async (PolicyArn) => {
      const send = () => iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
      const reply = await callAws(on('ListPolicyVersions', PolicyArn), send);
      return (reply.Versions ?? []).map(({ VersionId = '', IsDefaultVersion = false, CreateDate }) => ({
        versionId: VersionId,
        isDefault: IsDefaultVersion,
        createdAt: CreateDate?.getTime() ?? 0,
      }));
    },
    createDefaultVersion: async (PolicyArn, document) => {
      const request = { PolicyArn, PolicyDocument: JSON.stringify(document), SetAsDefault: true };
      const send = () => iam.send(new CreatePolicyVersionCommand(request));
      await callAws(on('CreatePolicyVersion', PolicyArn), send);
    },
    deleteVersion: async (PolicyArn, VersionId) => {
      const send = () => iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
      await findInIam(on('DeletePolicyVersion', PolicyArn), send);
    },
    listEntities: (PolicyArn) =>
      callAws(on('ListEntitiesForPolicy', PolicyArn), () =>
        allPages(
          (Marker) => iam.send(new ListEntitiesForPolicyCommand({ PolicyArn, Marker })),
          ({ PolicyRoles = [], PolicyUsers = [], PolicyGroups = [] }) => [
            ...PolicyRoles.map(({ RoleName }) => `role ${RoleName}`),
            ...PolicyUsers.map(({ UserName }) => `user ${UserName}`),
            ...PolicyGroups.map(({ GroupName }) => `group ${GroupName}`),
          ],
        ),
      ),
    delete: (PolicyArn) =>
      deleteInIam(on('DeletePolicy', PolicyArn), () => iam.send(new DeletePolicyCommand({ PolicyArn }))),
  };
}
