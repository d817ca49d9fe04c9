import * as z from 'zod/mini';
import { TaskSubject } from '#shared/domain/human-task.ts';

const { roleArn: _, ...subject } = TaskSubject.def.shape;

export const Input = z.strictObject({
  ...subject,
  /** What the IAM branch ended with; the role ARN in it goes into the registration. */
  iam: z.optional(z.object({ roleArn: z.optional(z.string()) })),
  taskToken: z.string(),
  /** The round of waiting that begins: its reminder, and the wait before, in and after it. */
  wait: z.object({
    reminder: z.int(),
    seconds: z.int(),
    waitedSeconds: z.int(),
    leftSeconds: z.int(),
  }),
});
export type Input = z.infer<typeof Input>;

/** Nothing: the task's result comes with its token. */
export const Output = z.strictObject({});
export type Output = z.infer<typeof Output>;
