import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';
import { WaitingSince } from '#shared/domain/health.ts';

export const Input = z.strictObject({
  /** One application; all that were ever ready when left out. */
  appName: z.optional(AppName),
  /** Some of them, when a check of very many is divided. */
  appNames: z.optional(z.array(AppName)),
});
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  applications: z.array(z.strictObject({ appName: z.string(), waiting: z.array(WaitingSince) })),
  /** The applications in parts, where there are too many for one execution; otherwise empty. */
  batches: z.array(z.strictObject({ appNames: z.array(z.string()) })),
});
export type Output = z.infer<typeof Output>;
