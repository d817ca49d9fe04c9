import { type PolicyDocument, stsPolicy } from '#shared/domain/iam-documents.ts';
import { sameDocument } from '#shared/domain/iam-meaning.ts';
import { nameOfArn, STS_POLICY_NAME } from '#shared/domain/iam-names.ts';
import { whileNew } from '#shared/iam/not-yet.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'iamUserPolicies'>;

/** Tutorial step 3.5: the inline policy that lets the user assume that role and nothing else. */
export async function attachStsPolicy(
  services: Needs,
  { userArn, userCreatedAt, roleArn }: Input,
): Promise<Output> {
  const change = await whileNew(services, [userCreatedAt], () =>
    ensurePolicy(services, nameOfArn(userArn), stsPolicy(roleArn)),
  );
  return { policyName: STS_POLICY_NAME, change, provisionedAt: services.clock.now().toISOString() };
}

async function ensurePolicy({ iamUserPolicies }: Needs, userName: string, document: PolicyDocument) {
  const existing = await iamUserPolicies.find(userName, STS_POLICY_NAME);
  if (existing && sameDocument(existing, document)) return 'none';
  await iamUserPolicies.put(userName, STS_POLICY_NAME, document);
  return 'written';
}
