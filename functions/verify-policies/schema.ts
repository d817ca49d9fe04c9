import * as z from 'zod/mini';
import { AppName, Authorization } from '#shared/domain/application.ts';
import { ActiveKey } from '#shared/domain/key-rotation.ts';

/** The user, role and policy to verify. */
export const Resources = z.strictObject({
  appName: AppName,
  mode: z.enum(['create', 'adopt']),
  userArn: z.string(),
  roleArn: z.string(),
  /** Empty where the role of an adopted user has its rights in another way. */
  policyArn: z.string(),
  /** When we completed the resources; absent when they were adopted. */
  provisionedAt: z.optional(z.string()),
});
export type Resources = z.infer<typeof Resources>;

export const Input = z.strictObject({
  resources: Resources,
  /** Their regions are those that the role is used in. */
  authorizations: z.array(Authorization),
});
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  userArn: z.string(),
  roleArn: z.string(),
  policyArn: z.string(),
  warnings: z.array(z.string()),
  accessKeys: z.array(ActiveKey),
});
export type Output = z.infer<typeof Output>;
