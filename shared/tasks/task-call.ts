import * as z from 'zod/mini';
import type { Lead } from '../domain/lead.ts';
import type { StepState } from '../domain/tutorial.ts';
import type { Progress } from './read-progress.ts';
import type { TaskOutcome } from './task-outcome.ts';
import type { Standing } from './task-standing.ts';

/** What the public pages ask of the private function behind them, for the one task of a link. */
export const TaskCall = z.discriminatedUnion('ask', [
  /** `own`: the reader's browser has had the form of this task, so what comes next is for the same person. */
  z.strictObject({ ask: z.literal('show'), id: z.string(), own: z.optional(z.boolean()) }),
  z.strictObject({ ask: z.literal('progress'), id: z.string() }),
  /** The fields of a posted form. Secrets are only ever here. */
  z.strictObject({ ask: z.literal('submit'), id: z.string(), form: z.record(z.string(), z.string()) }),
]);
export type TaskCall = z.infer<typeof TaskCall>;

/** A waiting task as the pages may know it: without its token. */
export interface ShownTask extends Pick<Extract<Standing, { state: 'waits' }>, 'submittedAt'> {
  task: Omit<Extract<Standing, { state: 'waits' }>['task'], 'token'>;
}

/** What happened, and what a person can do. */
interface Said {
  what: string;
  remedy: string;
}

/** What the private function answers. Neither a secret nor a task token is among it. */
export type TaskCallReply =
  /** The link is not known, or has expired. */
  | { reply: 'closed' }
  /** `steps`: the eight of the tutorial, where the task is one of them. */
  | ({ reply: 'waits'; steps?: StepState[] } & ShownTask)
  | { reply: 'answered'; outcome: TaskOutcome; lead: Lead }
  | { reply: 'over' }
  | { reply: 'progress'; progress: Progress }
  /** What was sent is done. */
  | { reply: 'taken' }
  /** Somebody else was faster, or nobody waits any more. */
  | ({ reply: 'too-late' } & Said)
  /** The form has fields to correct. */
  | ({ reply: 'problems'; problems: Record<string, string> } & ShownTask)
  /** Amazon or AWS refused it; `again` where the same may work later. */
  | ({ reply: 'refused'; refusal: Said & { nothingStored: boolean }; again: boolean } & ShownTask)
  /** No page has such a form. */
  | { reply: 'not-served' }
  /** An error that explains itself. */
  | ({ reply: 'failed' } & Said);
