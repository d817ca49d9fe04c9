import * as z from 'zod/mini';
import { AppName } from './application.ts';

/** The IAM user, role and policy of an application, as the steps that check them get them. */
export const IamResources = z.strictObject({
  appName: AppName,
  mode: z.enum(['create', 'adopt']),
  userArn: z.string(),
  roleArn: z.string(),
  /** Empty where the role of an adopted user has its rights in another way. */
  policyArn: z.string(),
  /** When we completed the resources, ISO 8601, UTC; absent when they were adopted. */
  provisionedAt: z.optional(z.string()),
});
export type IamResources = z.infer<typeof IamResources>;
