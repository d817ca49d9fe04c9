import { randomBytes } from 'node:crypto';
import type { RegisteredApplication } from '../amazon/applications.ts';
import type { SellingPartner } from '../amazon/store.ts';
import type { Central } from './centrals.ts';
import { ROLES } from './roles.ts';

/** What the developer profile says. */
export interface Profile {
  organisation: string;
  website: string;
  country: string;
  email: string;
  dataAccess: string;
  roles: string[];
  controls: string[];
}

/** An application as the pages list it. */
export interface CompanyApplication extends RegisteredApplication {
  name: string;
  type: 'production' | 'sandbox';
  sellingPartners: SellingPartner[];
  roles: string[];
  roleArn?: string;
  /** how many refresh tokens these pages have handed out */
  authorized: Record<SellingPartner, number>;
}

/** A queue that notifications may be sent to. */
export interface Destination {
  name: string;
  arn: string;
}

/** How far the review of the profile is. */
export type ReviewStatus = 'Not submitted' | 'Under review' | 'Approved' | 'Rejected';

/** All that the pages remember: one company, whatever Central it is signed in to. */
export interface Company {
  status: ReviewStatus;
  profile?: Profile;
  /** the roles of the last approval; they stay while a changed profile is reviewed, and when it is rejected */
  approved?: string[];
  /** why the profile was rejected */
  reason: string;
  /** newest first */
  applications: CompanyApplication[];
  /** queues that notifications may be sent to, in the order in which they were added */
  destinations: Destination[];
  /** names of the destinations that are subscribed, by the name of the notification */
  subscriptions: Map<string, string>;
  /** selling partner ids, by account */
  accounts: Map<string, string>;
}

/** A company that has not done anything yet. */
export function createCompany(): Company {
  return {
    status: 'Not submitted',
    reason: '',
    applications: [],
    destinations: [],
    subscriptions: new Map(),
    accounts: new Map(),
  };
}

/** The id of the account signed in there; a seller has one a region, a vendor one a Vendor Central. */
export function accountId({ accounts }: Company, { sellingPartner, region, host }: Central): string {
  const account = sellingPartner === 'seller' ? `seller ${region}` : `vendor ${host}`;
  const id = accounts.get(account) ?? `A${randomBytes(7).toString('hex').toUpperCase().slice(0, 13)}`;
  accounts.set(account, id);
  return id;
}

/** The roles an application may have: the approved ones, and before the approval (sandbox only) the unrestricted ones. */
export function offeredRoles({ approved }: Company): string[] {
  if (approved) return approved;

  return ROLES.filter(({ restricted }) => !restricted).map(({ name }) => name);
}
