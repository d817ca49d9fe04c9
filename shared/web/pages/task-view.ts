import type { WaitingTask } from '../../domain/human-task.ts';
import type { StepState } from '../../domain/tutorial.ts';
import type { FormState } from '../form.ts';

/** All that the page of a waiting task shows. The task's token is not among it. */
export interface TaskView {
  task: Omit<WaitingTask, 'token'>;
  /** Address of the progress page, relative to this one. */
  progress: string;
  /** Template of the addresses of Seller and Vendor Central. */
  centralEndpoint: string;
  form: FormState;
  /** When the developer profile was submitted to Amazon. */
  submittedAt?: string | undefined;
  /** The eight steps of the tutorial; absent for a task that the tutorial does not have. */
  steps?: StepState[] | undefined;
}
