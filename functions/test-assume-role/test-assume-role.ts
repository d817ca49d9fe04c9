import { assumeStoredRole } from '#shared/iam/assume-stored-role.ts';
import type { Services } from '#shared/services.ts';
import type { Input, Output } from './schema.ts';

type Needs = Pick<Services, 'clock' | 'parameters' | 'sts'>;

/** Tutorial step 4: proves that the stored key can take the role. The credentials are dropped at once. */
export async function testAssumeRole(services: Needs, input: Input): Promise<Output> {
  const { appName, userArn, roleArn, policyArn } = input;
  const { expiresAt } = await assumeStoredRole(services, input);
  const test = { testedAt: services.clock.now().toISOString(), credentialsExpireAt: expiresAt.toISOString() };
  await services.parameters.put(
    appName,
    services.parameters.paths.of(appName).iam.assumeRoleTest,
    JSON.stringify({ roleArn, ...test }),
  );
  return { userArn, roleArn, policyArn, ...test };
}
