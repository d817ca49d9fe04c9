import * as z from 'zod/mini';
import { Application } from '#shared/domain/application.ts';

export const Input = z.strictObject({
  application: Application,
  iam: z.object({
    mode: z.optional(z.string()),
    userArn: z.optional(z.string()),
    roleArn: z.optional(z.string()),
    policyArn: z.optional(z.string()),
  }),
  authorizations: z.array(
    z.object({
      name: z.string(),
      region: z.string(),
      operation: z.string(),
      verifiedAt: z.string(),
      warnings: z.array(z.string()),
    }),
  ),
});
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  appName: z.string(),
  status: z.literal('ready'),
  summary: z.string(),
  authorizations: z.array(z.string()),
  warnings: z.array(z.string()),
});
export type Output = z.infer<typeof Output>;
