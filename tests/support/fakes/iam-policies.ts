import type { IamPolicies, NewPolicy } from '#shared/clients/iam-policies.ts';
import type { PolicyDocument } from '#shared/domain/iam-documents.ts';
import { conflict, refuse } from './aws-refusal.ts';
import { withControls } from './controls.ts';
import { ACCOUNT } from './iam-users.ts';

const MAX_VERSIONS = 5;

interface FakeVersion {
  versionId: string;
  document: PolicyDocument;
  isDefault: boolean;
  createdAt: number;
}

interface FakePolicy {
  tags: Record<string, string>;
  versions: FakeVersion[];
  /** Number of the newest version ever made: version ids are never used twice. */
  newest: number;
}

/**
 * Managed policies in memory: five versions each, the default one cannot be deleted.
 * @param entitiesOf whom a policy is attached to
 */
export function fakeIamPolicies(entitiesOf: (arn: string) => string[] = () => []) {
  const policies = new Map<string, FakePolicy>();
  const nameOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1).toLowerCase();

  const existing = (action: string, arn: string) =>
    policies.get(arn) ?? refuse(`iam:${action}`, arn, 'NoSuchEntityException', 404);

  const addVersion = (policy: FakePolicy, document: PolicyDocument) => {
    policy.newest += 1;
    for (const version of policy.versions) version.isDefault = false;
    const versionId = `v${policy.newest}`;
    policy.versions.push({ versionId, document, isDefault: true, createdAt: policy.newest });
  };

  const add = ({ policyName, path, document, tags }: Omit<NewPolicy, 'description'>) => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy${path}${policyName}`;
    const policy: FakePolicy = { tags, versions: [], newest: 0 };
    addVersion(policy, document);
    policies.set(arn, policy);
    return arn;
  };

  const service: IamPolicies = {
    find: async (arn) => {
      const policy = policies.get(arn);
      const current = policy?.versions.find(({ isDefault }) => isDefault);
      return policy && current && { arn, defaultVersionId: current.versionId, tags: policy.tags };
    },
    create: async (policy) => {
      const taken = [...policies.keys()].some((arn) => nameOf(arn) === policy.policyName.toLowerCase());
      return taken ? undefined : add(policy);
    },
    tag: async (arn, tags) => {
      const policy = await existing('TagPolicy', arn);
      policy.tags = { ...policy.tags, ...tags };
    },
    documentOf: async (arn, versionId) => {
      const { versions } = await existing('GetPolicyVersion', arn);
      const version = versions.find((one) => one.versionId === versionId);
      return version?.document ?? refuse('iam:GetPolicyVersion', arn, 'NoSuchEntityException', 404);
    },
    listVersions: async (arn) => {
      const { versions } = await existing('ListPolicyVersions', arn);
      return versions.map(({ document: _, ...version }) => version);
    },
    createDefaultVersion: async (arn, document) => {
      const policy = await existing('CreatePolicyVersion', arn);
      if (policy.versions.length >= MAX_VERSIONS)
        return refuse('iam:CreatePolicyVersion', arn, 'LimitExceededException', 409);
      addVersion(policy, document);
    },
    deleteVersion: async (arn, versionId) => {
      const policy = await existing('DeletePolicyVersion', arn);
      const version = policy.versions.find((one) => one.versionId === versionId);
      if (version?.isDefault) return refuse('iam:DeletePolicyVersion', arn, 'DeleteConflictException', 409);
      policy.versions = policy.versions.filter((one) => one !== version);
    },
    listEntities: async (arn) => entitiesOf(arn),
    delete: async (arn) => {
      if ((policies.get(arn)?.versions.length ?? 0) > 1)
        throw conflict('iam:DeletePolicy', 'must delete all non-default versions first');
      if (entitiesOf(arn).length > 0) throw conflict('iam:DeletePolicy', 'it is attached to entities');
      policies.delete(arn);
    },
  };

  return withControls(service, {
    /** Every policy with its versions, oldest first. */
    all: () =>
      Object.fromEntries(
        [...policies].map(([arn, { tags, versions }]) => [
          arn,
          {
            tags,
            versions: versions.map(({ versionId, isDefault, document }) => ({
              versionId,
              isDefault,
              document,
            })),
          },
        ]),
      ),
    /** A policy that an earlier run, or somebody else, made. */
    add,
    /** Somebody edits the policy in the console. */
    edit: (arn: string, document: PolicyDocument) => {
      const policy = policies.get(arn);
      if (policy) addVersion(policy, document);
    },
  });
}
