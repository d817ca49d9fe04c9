import * as z from 'zod/mini';
import { AppName, Authorization, SELLING_PARTNERS } from './application.ts';
import { RemovalPlan } from './removal.ts';
import { howOften } from './times.ts';

/** What only a person can do, named as the states that ask for it, in kebab case. */
export const TASK_KINDS = [
  'request-data-access',
  'register-application',
  'self-authorize',
  'register-queue',
  'confirm-removal',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** A state that waits for a person. */
interface TaskState {
  state: string;
  title: string;
  /** The state machine that has the state. */
  machine: 'create-private-app' | 'rotate-client-secret' | 'remove-private-app';
  /** Absent for what the tutorial does not have, and an application works without. */
  tutorialStep?: number;
}

const CREATE = 'create-private-app';

/** The states that wait for a person. */
export const TASK_STATES: Record<TaskKind, TaskState> = {
  'request-data-access': {
    state: 'RequestDataAccess',
    title: 'Request data access',
    machine: CREATE,
    tutorialStep: 2,
  },
  'register-application': {
    state: 'RegisterApplication',
    title: 'Register the application',
    machine: CREATE,
    tutorialStep: 5,
  },
  'self-authorize': {
    state: 'SelfAuthorize',
    title: 'Authorize the application',
    machine: CREATE,
    tutorialStep: 6,
  },
  'register-queue': {
    state: 'RegisterQueue',
    title: 'Register the queue for client secrets',
    machine: 'rotate-client-secret',
  },
  'confirm-removal': {
    state: 'ConfirmRemoval',
    title: 'Confirm the removal',
    machine: 'remove-private-app',
  },
};

/** The queue that Amazon has to know before it makes a new client secret. Times are ISO 8601, UTC. */
export const SecretQueue = z.strictObject({
  arn: z.string(),
  /** A secret that came by the queue since then proves that Amazon knows it. */
  since: z.string(),
  /** When the stored client secret ends, where that is known. */
  secretEnds: z.optional(z.string()),
});

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
  /** Kinds of all accounts of the application, where the task is for all of them. */
  kinds: z.optional(z.array(z.enum(SELLING_PARTNERS))),
  /** The roles to ask for, each with what it is needed for. */
  roleNeeds: z.optional(z.array(z.string())),
  queue: z.optional(SecretQueue),
  /** How often Amazon rejected the developer profile, or knew no queue, and why the last time. */
  rejections: z.optional(z.int()),
  reason: z.optional(z.string()),
  /** What a removal deletes and keeps; only where one is confirmed. */
  removal: z.optional(RemovalPlan),
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

/** The kinds of selling partners that will authorize the application. */
export const kindsOf = ({ kinds, sellingPartner }: Pick<TaskSubject, 'kinds' | 'sellingPartner'>) =>
  kinds && kinds.length > 0 ? kinds : [sellingPartner];

/** Why a task is asked again, as people read it; `undefined` where it is asked for the first time. */
export function whyAsked({
  kind,
  reason,
  rejections,
}: Pick<TaskSubject, 'kind' | 'reason' | 'rejections'>): string | undefined {
  if (!reason) return undefined;
  if (!rejections) return `Why again: ${reason}`;
  const refusal = kind === 'register-queue' ? 'refused the rotation' : 'rejected it';
  return `Amazon ${refusal} ${howOften(rejections)}; last reason: ${reason}`;
}

/** Which round of a task this is: what Amazon rejected comes back, once for each rejection. */
export const roundOf = ({ rejections = 0 }: Pick<TaskSubject, 'rejections'>): number => rejections;

/** Name of a task within its application; the same for every execution, so that a new one replaces an old one. */
export function taskName({ kind, authorization }: Pick<TaskSubject, 'kind' | 'authorization'>): string {
  return authorization ? `${kind}-${authorization.name}` : kind;
}

/** The kind of a task, by its name; `undefined` where there is no such task. */
export const kindOf = (name: string): TaskKind | undefined =>
  TASK_KINDS.find((kind) => name === kind || name.startsWith(`${kind}-`));
