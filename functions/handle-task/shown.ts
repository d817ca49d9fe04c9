import type { ShownTask } from '#shared/tasks/task-call.ts';
import type { Standing } from '#shared/tasks/task-standing.ts';

/** A waiting task as the pages may know it: without its token. */
export function shown({ task, submittedAt }: Extract<Standing, { state: 'waits' }>): ShownTask {
  const { token: _, ...rest } = task;
  return { task: rest, ...(submittedAt && { submittedAt }) };
}
