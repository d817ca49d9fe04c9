import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';

export const Input = z.strictObject({ appName: AppName });
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  appName: AppName,
  expiresAt: z.optional(z.string()),
  previousExpiresAt: z.optional(z.string()),
  /** Names of the authorizations that were exchanged. */
  authorizations: z.array(z.string()),
  /** Of those whose refresh token Login with Amazon refuses. */
  refused: z.array(z.string()),
});
export type Output = z.infer<typeof Output>;
