import { sameDocument, stsPolicy } from '#shared/domain/iam-documents.ts';
import { nameOfArn, STS_POLICY_NAME } from '#shared/domain/iam-names.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'iamUserPolicies'>;

/** Tutorial step 3.5: the inline policy that lets the user assume that role and nothing else. */
export async function attachStsPolicy(
  { clock, iamUserPolicies }: Needs,
  { userArn, roleArn }: Input,
): Promise<Output> {
  const userName = nameOfArn(userArn);
  const document = stsPolicy(roleArn);
  const existing = await iamUserPolicies.find(userName, STS_POLICY_NAME);
  const change = existing && sameDocument(existing, document) ? 'none' : 'written';
  if (change === 'written') await iamUserPolicies.put(userName, STS_POLICY_NAME, document);
  return { policyName: STS_POLICY_NAME, change, provisionedAt: clock.now().toISOString() };
}
