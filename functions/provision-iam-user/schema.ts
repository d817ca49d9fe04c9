import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';

export const Input = z.strictObject({ appName: AppName });
export type Input = z.infer<typeof Input>;
export const Output = z.strictObject({
  userArn: z.string(),
  accessKeyId: z.string(),
  /** Whether the access key of an earlier run was kept. */
  keptAccessKey: z.boolean(),
});
export type Output = z.infer<typeof Output>;
