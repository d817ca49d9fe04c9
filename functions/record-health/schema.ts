import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';
import { Cause, Expiry } from '#shared/domain/health.ts';

export const Input = z.strictObject({
  appName: AppName,
  expiries: z._default(z.array(Expiry), []),
  /** What each check ended with, by the name of its state: nothing, or what its catch caught. */
  failure: z._default(z.record(z.string(), z.unknown()), {}),
  /** The same for each selling account. */
  authorizations: z._default(
    z.array(z.object({ name: z.string(), failure: z.optional(z.record(z.string(), z.unknown())) })),
    [],
  ),
});
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  appName: z.string(),
  state: z.enum(['good', 'bad', 'not-checked']),
  causes: z.array(Cause),
  /** An account has revoked its authorization. */
  authorizeAgain: z.boolean(),
  /** Names this trouble in the name of an execution. */
  troubleKey: z.string(),
  /** How many messages were sent. */
  told: z.int(),
});
export type Output = z.infer<typeof Output>;
