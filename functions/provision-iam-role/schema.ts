import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';

export const Input = z.strictObject({
  appName: AppName,
  userArn: z.string(),
  /** When IAM made the user: for some minutes it is not known everywhere. */
  userCreatedAt: z.optional(z.string()),
  policyArn: z.string(),
});
export type Input = z.infer<typeof Input>;
export const Output = z.strictObject({
  roleArn: z.string(),
  change: z.enum(['created', 'corrected', 'none']),
});
export type Output = z.infer<typeof Output>;
