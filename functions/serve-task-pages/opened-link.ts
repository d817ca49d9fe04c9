import type { PrivateFunction } from '#shared/clients/private-function.ts';
import type { Services } from '#shared/services.ts';
import type { TaskLink } from '#shared/tasks/task-link.ts';

/** What the pages need; `centralEndpoint` is the template of Seller and Vendor Central's addresses. */
export type Needs = Pick<Services, 'clock' | 'guard' | 'parameters'> & {
  centralEndpoint: string;
  /** The private function that proves and stores. */
  handleTask: PrivateFunction;
  /** The private function that reads the health of all applications. */
  showHealth: PrivateFunction;
};

/** A link that was opened: the id in its address, and what it stands for. */
export interface Opened {
  id: string;
  link: TaskLink;
}
