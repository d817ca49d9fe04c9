import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';

export const Input = z.strictObject({
  appName: AppName,
  /** A secret that was stored at this time or later is the new one. */
  since: z.string(),
  /** When waiting for it is given up. */
  until: z.string(),
});
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  /** `due`: it is not known whether Amazon was asked at all, and time enough has passed to ask again. */
  status: z.enum(['arrived', 'pending', 'due']),
  /** When to look again, in seconds. */
  nextSeconds: z.int(),
});
export type Output = z.infer<typeof Output>;
