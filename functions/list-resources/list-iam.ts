import { policyArnOf } from '#shared/domain/iam-names.ts';
import {
  findPolicy,
  findRole,
  findUser,
  type Named,
  type Owner,
  requireOwnPolicy,
  requireOwnRole,
  requireOwnUser,
} from '#shared/removal/our-resources.ts';
import type { Services } from '#shared/services.ts';

type Needs = Pick<
  Services,
  'iamPolicies' | 'iamRoles' | 'iamUserPolicies' | 'iamUsers' | 'installation' | 'parameters'
>;

/** The IAM resources with names of ours. */
export interface ListedIam {
  /** ARNs and access key ids that are deleted. */
  ours: string[];
  /** The same for people. */
  deletes: string[];
  keeps: string[];
}

/**
 * Lists the IAM resources of an application.
 * @param execution ARN of this execution: it names the account
 * @throws IamResourceInUse before anybody is asked, where something foreign is attached to what is ours
 */
export async function listIam(services: Needs, owner: Owner, execution: string): Promise<ListedIam> {
  const user = await findUser(services, owner);
  const role = await findRole(services, owner);
  const policy = await findPolicy(services, owner, execution);
  const found = [user, role, policy].filter((one) => one !== undefined);
  const ours = found.filter(({ standing }) => standing === 'ours');
  for (const one of ours) await requireOwn(services, one, owner, execution);
  const keys = user?.standing === 'ours' ? await services.iamUsers.listAccessKeys(user.name) : [];
  const keyIds = keys.map(({ accessKeyId }) => accessKeyId);
  const adopted = owner.adopted.map((arn) => `${arn}: adopted, not made here`);
  const foreign = found.filter(({ standing }) => standing === 'foreign');
  return {
    ours: [...ours.map(({ arn }) => arn), ...keyIds],
    deletes: ours.map(({ kind, arn }) => `the IAM ${kind} ${arn}${kind === 'user' ? withKeys(keyIds) : ''}`),
    keeps: [...adopted, ...foreign.map(({ kind, arn, whyKept }) => `the IAM ${kind} ${arn}: ${whyKept}`)],
  };
}

const withKeys = (ids: string[]) => (ids.length > 0 ? ` with its access keys ${ids.join(' and ')}` : '');

async function requireOwn(services: Needs, one: Named, owner: Owner, execution: string): Promise<void> {
  if (one.kind === 'user') return requireOwnUser(services, one);
  if (one.kind === 'policy') return requireOwnPolicy(services, one, owner.appName);
  return requireOwnRole(services, one, policyArnOf(services.installation, owner.appName, execution));
}
