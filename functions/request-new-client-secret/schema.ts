import * as z from 'zod/mini';
import { AppName, SELLING_PARTNERS } from '#shared/domain/application.ts';
import { SecretQueue } from '#shared/domain/human-task.ts';
import { DAY_SECONDS } from '#shared/domain/times.ts';
import { WaitRound } from '#shared/domain/wait-plan.ts';

/** What a person may type to start `rotate-client-secret`. */
const ExecutionInput = z.strictObject({
  appName: AppName,
  /** How long to wait for the new secret. After a week the old one has ended, if Amazon has made a new one. */
  waitSeconds: z._default(z.int().check(z.minimum(1), z.maximum(7 * DAY_SECONDS)), DAY_SECONDS),
  /** Only to have the queue registered, with a rotation as the proof: where Amazon has used it, nothing is done. */
  register: z._default(z.boolean(), false),
  /** How long to wait for a person who registers the queue. */
  registerSeconds: z._default(z.int().check(z.minimum(1), z.maximum(90 * DAY_SECONDS)), 14 * DAY_SECONDS),
});

export const Input = z.strictObject({
  execution: ExecutionInput,
  /** When the wait began; ISO 8601. */
  startedAt: z.string(),
  /** Whether a person has said that the queue is registered, and how often Amazon knew none. */
  registration: z.strictObject({ said: z.boolean(), rejections: z.int() }),
});
export type Input = z.infer<typeof Input>;

/** What the person is told who has to register the queue. */
export const Registration = z.strictObject({
  marketplace: z.string(),
  sellingPartner: z.enum(SELLING_PARTNERS),
  queue: SecretQueue,
  rejections: z.int(),
  /** In Amazon's words; empty where it was not asked. */
  reason: z.string(),
  wait: WaitRound,
});
export type Registration = z.infer<typeof Registration>;

/** A correct input of the state machine. */
export const EXAMPLE = { appName: 'acme-orders' };

export const Output = z.strictObject({
  appName: AppName,
  /**
   * `unregistered`: a person has to register the queue; `registered`: Amazon has used it before; `asked`: another
   * execution waits for the person; `leaving`: the application is being removed.
   */
  status: z.enum(['arrived', 'pending', 'requested', 'unregistered', 'registered', 'asked', 'leaving']),
  /** A secret that was stored at this time or later is the new one. */
  since: z.string(),
  until: z.string(),
  /** There where the status is `unregistered`. */
  registration: z.nullable(Registration),
});
export type Output = z.infer<typeof Output>;
