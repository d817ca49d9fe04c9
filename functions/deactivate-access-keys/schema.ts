import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';

export const Input = z.strictObject({
  appName: AppName,
  adopted: z.array(z.string()),
  graceSeconds: z.int(),
});
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  /** How long to wait from now on, before anything is deleted. */
  waitSeconds: z.int(),
  accessKeyIds: z.array(z.string()),
});
export type Output = z.infer<typeof Output>;
