import * as z from 'zod/mini';
import { AppName, Authorization, SELLING_PARTNERS } from './application.ts';
import { howOften } from './times.ts';

/** The three things only a person can do, named as their states, in kebab case. */
export const TASK_KINDS = ['request-data-access', 'register-application', 'self-authorize'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** The states that wait for a person, with the tutorial step they are. */
export const TASK_STATES: Record<TaskKind, { state: string; tutorialStep: number; title: string }> = {
  'request-data-access': { state: 'RequestDataAccess', tutorialStep: 2, title: 'Request data access' },
  'register-application': {
    state: 'RegisterApplication',
    tutorialStep: 5,
    title: 'Register the application',
  },
  'self-authorize': { state: 'SelfAuthorize', tutorialStep: 6, title: 'Authorize the application' },
};

/** What a waiting task is about: all that its instructions need. */
export const TaskSubject = z.strictObject({
  kind: z.enum(TASK_KINDS),
  appName: AppName,
  /** Amazon's country code of the marketplace whose Seller or Vendor Central is used. */
  marketplace: z.string(),
  sellingPartner: z.enum(SELLING_PARTNERS),
  sandbox: z.boolean(),
  /** Role to paste into the registration; absent without IAM. */
  roleArn: z.optional(z.string()),
  authorization: z.optional(Authorization),
  /** How often the developer profile came back, and why the last time. */
  rejections: z.optional(z.int()),
  reason: z.optional(z.string()),
});
export type TaskSubject = z.infer<typeof TaskSubject>;

/** A waiting task as it is stored, encrypted, because its token is a secret. Times are ISO 8601, UTC. */
export const WaitingTask = z.strictObject({
  ...TaskSubject.def.shape,
  token: z.string(),
  execution: z.string(),
  requestedAt: z.string(),
  expiresAt: z.string(),
});
export type WaitingTask = z.infer<typeof WaitingTask>;

/** Why a task is asked again, as people read it; `undefined` where it is asked for the first time. */
export function whyAsked({
  reason,
  rejections,
}: Pick<TaskSubject, 'reason' | 'rejections'>): string | undefined {
  if (!reason) return undefined;
  return rejections ? `Rejected ${howOften(rejections)}, last: ${reason}` : `Why again: ${reason}`;
}

/** Which round of a task this is: a developer profile that was rejected comes back, once for each rejection. */
export const roundOf = ({ rejections = 0 }: Pick<TaskSubject, 'rejections'>): number => rejections;

/** Name of a task within its application; the same for every execution, so that a new one replaces an old one. */
export function taskName({ kind, authorization }: Pick<TaskSubject, 'kind' | 'authorization'>): string {
  return authorization ? `${kind}-${authorization.name}` : kind;
}
