import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';

export const Input = z.strictObject({
  appName: AppName,
  accessKeyId: z.string(),
  /** Whether it has to be the stored key by now, or may be the kept one still. */
  stored: z.boolean(),
});
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({ accessKeyId: z.string(), provedAt: z.string() });
export type Output = z.infer<typeof Output>;
