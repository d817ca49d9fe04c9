import * as z from 'zod/mini';
import { SELLING_PARTNERS } from '#shared/domain/application.ts';
import { RemovalInput, RemovalPlan, Removed } from '#shared/domain/removal.ts';
import { WaitRound } from '#shared/domain/wait-plan.ts';

export const Input = RemovalInput;
export type Input = RemovalInput;

export const Output = z.strictObject({
  appName: z.string(),
  graceSeconds: z.int(),
  /** Whether a person has to be asked, or has confirmed an earlier execution that was interrupted. */
  state: z.enum(['nothing-there', 'unconfirmed', 'confirmed']),
  /** ARNs that the application has adopted. */
  adopted: z.array(z.string()),
  removed: Removed,
  /** What the person reads. */
  plan: RemovalPlan,
  /** Whose application it is, for the task. */
  marketplace: z.string(),
  sellingPartner: z.enum(SELLING_PARTNERS),
  sandbox: z.boolean(),
  /** The rounds in which the task waits. */
  wait: WaitRound,
});
export type Output = z.infer<typeof Output>;
