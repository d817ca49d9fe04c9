import type { TaskKind } from './human-task.ts';
import type { UsableAccount } from './ways-to-use.ts';

/** What comes after a task that was answered. */
export interface Lead {
  /** The tasks that wait now. */
  tasks: NextTask[];
  /** Whether tasks of other accounts may follow within seconds. */
  more?: boolean;
  /** What failed since the answer. */
  failed?: { step: string; error: string; since: string };
  /** The application works since then: the path of its results, and its first account. */
  ready?: { since: string; results: string; account?: UsableAccount };
}

/** A task that waits, with the id of a link to it where the reader gets one. */
export interface NextTask {
  kind: TaskKind;
  account?: string;
  id?: string;
}
