import { sellingPartnerPolicy } from '#shared/domain/iam-documents.ts';
import { sameDocument } from '#shared/domain/iam-meaning.ts';
import { iamNames, iamPath, ownershipTags, policyArnOf } from '#shared/domain/iam-names.ts';
import { requireOurs } from '#shared/iam/ownership.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'iamPolicies' | 'installation' | 'parameters'>;

/** IAM keeps five versions of a managed policy. Source: IAM quotas */
const MAX_VERSIONS = 5;

/** Tutorial step 3.3: the managed policy. A document that was edited gets our version as the new default. */
export async function provisionIamPolicy(services: Needs, { appName, userArn }: Input): Promise<Output> {
  const policyName = iamNames(services.installation, appName).policy;
  const policyArn = policyArnOf(services.installation, appName, userArn);
  const change = await ensurePolicy(services, appName, policyName, policyArn);
  await services.parameters.put(appName, services.parameters.paths.of(appName).iam.policyArn, policyArn);
  return { policyArn, change };
}

async function ensurePolicy(
  services: Needs,
  appName: string,
  policyName: string,
  policyArn: string,
): Promise<Output['change']> {
  const { iamPolicies, installation } = services;
  const document = sellingPartnerPolicy();
  const tags = ownershipTags(installation, appName);
  const found = await iamPolicies.find(policyArn);
  if (!found) {
    const description = `Selling Partner API access of ${appName}`;
    if (await iamPolicies.create({ policyName, path: iamPath(installation), description, document, tags }))
      return 'created';
  }
  // That it exists may mean that it was just made, and the answer lost.
  const named = { kind: 'policy', name: policyName } as const;
  const existing = await requireOurs(services, named, found ?? (await iamPolicies.find(policyArn)), appName);
  if (existing.missingTags) await iamPolicies.tag(policyArn, existing.missingTags);
  const current = await iamPolicies.documentOf(policyArn, existing.defaultVersionId);
  if (sameDocument(current, document)) return 'none';
  await makeRoomForVersion({ iamPolicies }, policyArn);
  await iamPolicies.createDefaultVersion(policyArn, document);
  return 'corrected';
}

async function makeRoomForVersion(
  { iamPolicies }: Pick<Needs, 'iamPolicies'>,
  policyArn: string,
): Promise<void> {
  const versions = await iamPolicies.listVersions(policyArn);
  if (versions.length < MAX_VERSIONS) return;
  const [oldest] = versions
    .filter(({ isDefault }) => !isDefault)
    .toSorted((a, b) => a.createdAt - b.createdAt);
  if (oldest) await iamPolicies.deleteVersion(policyArn, oldest.versionId);
}
