import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';
import { RotationInput } from '#shared/domain/key-rotation.ts';

export const Input = RotationInput;
export type Input = RotationInput;

export const Output = z.strictObject({
  appName: AppName,
  /** Whether there is anything to do. */
  due: z.boolean(),
  /** Why, in words. */
  reason: z.string(),
  settleSeconds: z.int(),
  graceSeconds: z.int(),
  /** The stored key, where the application has one of its own. */
  accessKeyId: z.optional(z.string()),
});
export type Output = z.infer<typeof Output>;
