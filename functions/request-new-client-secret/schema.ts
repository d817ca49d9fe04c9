import * as z from 'zod/mini';
import { AppName } from '#shared/domain/application.ts';

const DAY = 24 * 60 * 60;

/** What a person may type to start `rotate-client-secret`. */
const ExecutionInput = z.strictObject({
  appName: AppName,
  /** How long to wait for the new secret. After a week the old one has ended, if Amazon has made a new one. */
  waitSeconds: z._default(z.int().check(z.minimum(1), z.maximum(7 * DAY)), DAY),
});

export const Input = z.strictObject({
  execution: ExecutionInput,
  /** When the wait began; ISO 8601. */
  startedAt: z.string(),
});
export type Input = z.infer<typeof Input>;

/** A correct input of the state machine. */
export const EXAMPLE = { appName: 'acme-orders' };

export const Output = z.strictObject({
  appName: AppName,
  status: z.enum(['arrived', 'pending', 'requested']),
  /** A secret that was stored at this time or later is the new one. */
  since: z.string(),
  until: z.string(),
});
export type Output = z.infer<typeof Output>;
