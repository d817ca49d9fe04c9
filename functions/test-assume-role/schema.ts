import * as z from 'zod/mini';

export { IamResources as Input } from '#shared/domain/iam-resources.ts';

export const Output = z.strictObject({
  userArn: z.string(),
  roleArn: z.string(),
  policyArn: z.string(),
  testedAt: z.string(),
  /** When the credentials of the test end; they themselves are gone already. */
  credentialsExpireAt: z.string(),
});
export type Output = z.infer<typeof Output>;
