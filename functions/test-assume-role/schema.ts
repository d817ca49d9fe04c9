import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';

export const Input = z.strictObject({
  appName: AppName,
  mode: z.enum(['create', 'adopt']),
  userArn: z.string(),
  roleArn: z.string(),
  policyArn: z.string(),
  provisionedAt: z.optional(z.string()),
});
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  userArn: z.string(),
  roleArn: z.string(),
  policyArn: z.string(),
  testedAt: z.string(),
  /** When the credentials of the test end; they themselves are gone already. */
  credentialsExpireAt: z.string(),
});
export type Output = z.infer<typeof Output>;
