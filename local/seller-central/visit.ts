import type { World } from '../amazon/world.ts';
import type { Central } from './centrals.ts';
import type { Company, CompanyApplication } from './company.ts';

/** Puts a message into the queue with this ARN. */
export type Deliver = (queueArn: string, message: unknown) => Promise<void>;

/** All that the pages act on. */
export interface AmazonSide {
  company: Company;
  world: World;
  deliver: Deliver;
}

/** One request to a page: where, with which form, and all that there is to act on. */
export interface Visit extends AmazonSide {
  central: Central;
  form: URLSearchParams;
}

/** A request to a page of one application. */
export interface ApplicationVisit extends Visit {
  application: CompanyApplication;
}
