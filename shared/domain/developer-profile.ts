import type { SellingPartner } from './application.ts';
import { kindsOf, type TaskSubject } from './human-task.ts';
import { PROBES } from './probes.ts';
import type { Region } from './regions.ts';

/** A data access role, as the developer profile lists it. */
export interface DataAccessRole {
  name: string;
  /** Gives personal data: Amazon asks more questions and reviews longer. */
  restricted: boolean;
}

const role = (name: string, restricted = false): DataAccessRole => ({ name, restricted });

/**
 * The roles of the developer profile.
 * Source: developer-docs.amazon.com/sp-api/docs/roles-in-the-selling-partner-api
 */
export const DATA_ACCESS_ROLES: readonly DataAccessRole[] = [
  role('Amazon Fulfillment'),
  role('Amazon Warehousing and Distribution'),
  role('Brand Analytics'),
  role('Buyer Communication'),
  role('Buyer Solicitation'),
  role('Finance and Accounting'),
  role('Inventory and Order Tracking'),
  role('Pricing'),
  role('Product Listing'),
  role('Selling Partner Insights'),
  role('Direct to Consumer Shipping', true),
  role('Professional Services', true),
  role('Tax Invoicing', true),
  role('Tax Remittance', true),
];

/** Roles that a vendor can hold at all. Source: as above */
const VENDOR_ROLES = [
  'Amazon Fulfillment',
  'Amazon Warehousing and Distribution',
  'Brand Analytics',
  'Direct to Consumer Shipping',
  'Inventory and Order Tracking',
  'Product Listing',
];

/**
 * Roles of which any one allows the call that proves the application, and which that kind of account can hold.
 * Source: developer-docs.amazon.com/sp-api/docs/sellers-api, …/vendor-retail-procurement-orders-api
 */
const PROBE_ROLES: Record<SellingPartner, string[]> = {
  seller: ['Product Listing', 'Selling Partner Insights'],
  vendor: ['Amazon Fulfillment', 'Inventory and Order Tracking'],
};

/** In the Far East more roles allow the test call of a seller. Source: developer-docs.amazon/sp-api/docs/role-mappings */
const PROBE_ROLES_IN_FE = [
  ...['Amazon Fulfillment', 'Buyer Communication', 'Finance and Accounting'],
  ...['Inventory and Order Tracking', 'Pricing', 'Direct to Consumer Shipping'],
];

/** The roles of which any one allows the test call of an account. */
export const probeRoles = (sellingPartner: SellingPartner, region: Region): string[] =>
  sellingPartner === 'seller' && region === 'FE'
    ? [...PROBE_ROLES.seller, ...PROBE_ROLES_IN_FE]
    : PROBE_ROLES[sellingPartner];

/** Which roles the test call of a kind of account needs, and which others can be asked for. */
export function rolesFor(sellingPartner: SellingPartner): {
  operation: string;
  anyOf: string[];
  others: DataAccessRole[];
} {
  const anyOf = PROBE_ROLES[sellingPartner];
  const offered = DATA_ACCESS_ROLES.filter(
    ({ name }) => sellingPartner === 'seller' || VENDOR_ROLES.includes(name),
  );
  return {
    operation: PROBES[sellingPartner].operation,
    anyOf,
    others: offered.filter(({ name }) => !anyOf.includes(name)),
  };
}

/**
 * The roles that a task at Amazon is about, one line each: the smallest set where it is known, otherwise those of which
 * each kind of account needs one.
 */
export const rolesAsked = (task: Pick<TaskSubject, 'roleNeeds' | 'kinds' | 'sellingPartner'>): string[] =>
  task.roleNeeds && task.roleNeeds.length > 0
    ? task.roleNeeds.map((need) => need.split(': ')[0] ?? need)
    : kindsOf(task).map((kind) => rolesFor(kind).anyOf.join(' or '));
