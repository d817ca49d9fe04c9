import type { WaitingTask } from '#shared/domain/human-task.ts';
import type { Inbox } from '../stack/inbox.ts';

/** What the steps of a trial hand on to each other. */
export interface Trial {
  /** Whether anything may have been created. */
  begun: boolean;
  outputs: Record<string, string>;
  /** Ids of the resources of the stack, which stay known when it is gone. */
  resourceIds: string[];
  inbox?: Inbox;
  /** The execution of create-private-app. */
  execution?: string;
  task?: WaitingTask;
  /** The page of the task; who has it can answer, so it is never shown. */
  link?: string | undefined;
  /** Whether the application was removed by its own state machine. */
  removed: boolean;
}

/** A trial in which nothing has happened yet. */
export const newTrial = (): Trial => ({ begun: false, outputs: {}, resourceIds: [], removed: false });

/** Whether the stack has pages for people. */
export const hasPages = ({ outputs }: Pick<Trial, 'outputs'>): boolean =>
  outputs.ServeTaskPagesLambdaFunctionUrl !== undefined;

/** What an earlier step has found. @throws Error when it has not, which only a wrong order of the steps does */
export function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is not known.`);
  return value;
}
