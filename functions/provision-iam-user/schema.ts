import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';

export const Input = z.strictObject({ appName: AppName });
export type Input = z.infer<typeof Input>;
export const Output = z.strictObject({
  userArn: z.string(),
  /** When IAM made the user: for some minutes it is not known everywhere. ISO 8601, UTC. */
  createdAt: z.string(),
  accessKeyId: z.string(),
  /** Whether the access key of an earlier execution was kept. */
  keptAccessKey: z.boolean(),
});
export type Output = z.infer<typeof Output>;
