import * as z from 'zod/mini';
import { AppName, Authorization } from '#shared/domain/application.ts';

export const Input = z.strictObject({ appName: AppName, sandbox: z.boolean(), authorization: Authorization });
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  endpoint: z.string(),
  /** Lifetime of the access tokens, in seconds. */
  expiresIn: z.number(),
  exchangedAt: z.string(),
});
export type Output = z.infer<typeof Output>;
