import type { World } from '../amazon/world.ts';
import type { Central } from './centrals.ts';
import type { Company, CompanyApplication } from './company.ts';

/** One request to a page: where, with which form, and all that there is to act on. */
export interface Visit {
  central: Central;
  company: Company;
  world: World;
  form: URLSearchParams;
}

/** A request to a page of one application. */
export interface ApplicationVisit extends Visit {
  application: CompanyApplication;
}
