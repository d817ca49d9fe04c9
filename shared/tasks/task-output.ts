import * as z from 'zod/mini';

/** What a completed task hands to the state machine: parameter names, never values. */
export const TaskOutput = z.strictObject({
  /** `arrived`: a new client secret has come by the queue meanwhile. */
  status: z.enum(['approved', 'rejected', 'done', 'arrived']),
  parameters: z.array(z.string()),
  /** Rejections of the developer profile so far, and the reason of the last. */
  rejections: z.optional(z.int()),
  reason: z.optional(z.string()),
});
export type TaskOutput = z.infer<typeof TaskOutput>;
