import type { SellingPartner } from './application.ts';
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

/** A subject of the profile's security questions, what this deployment gives, and what the company adds. */
export interface SecurityControl {
  subject: string;
  given: string;
  yours: string;
}

/**
 * What the security questions are about. `given` says only what this stack does as deployed.
 * Source: developer-docs.amazon.com/sp-api/docs/data-protection-policy and …/registering-as-a-developer
 */
export const SECURITY_CONTROLS: readonly SecurityControl[] = [
  {
    subject: 'Network protection',
    given:
      'No servers to maintain: AWS Lambda and Step Functions. All traffic is HTTPS (TLS 1.2 or newer). With task pages, one HTTPS address is open to the internet; it answers only to links that hold 256 random bits. Without them (--param pages=off) nothing accepts connections from the internet.',
    yours: 'The systems that will use the credentials.',
  },
  {
    subject: 'Access to data and credentials',
    given:
      'One IAM role for each function, with the rights it needs and no wildcard action; an IAM user that may assume one role and nothing else.',
    yours: 'Who in the company may sign in; multi-factor authentication; a quarterly review of the list.',
  },
  {
    subject: 'Encryption in transit and at rest',
    given:
      'HTTPS everywhere; every secret is an SSM SecureString, encrypted with AWS KMS. Secrets are in no log, message, link or execution history.',
    yours: 'Encryption of the data that you fetch and store with the API.',
  },
  {
    subject: 'Rotation of credentials',
    given:
      'The access key is replaced every 90 days; the client secret before its 180 days end, once the queue for it is registered. Access tokens live one hour and are never stored.',
    yours: 'Register the queue in Amazon’s notification preferences; rotate what else your policy names.',
  },
  {
    subject: 'Logging and monitoring',
    given:
      'Every step is logged without personal data and kept for 365 days; a failure is told by Amazon SNS.',
    yours: 'The logs of the systems that use the API; who looks at them.',
  },
  {
    subject: 'Incident response',
    given: 'Nothing: software cannot answer this.',
    yours: 'A plan with a named contact; Amazon is told of a security incident within 24 hours.',
  },
  {
    subject: 'Passwords',
    given: 'Nothing: the stack has no user accounts of its own.',
    yours: 'At least 12 characters of four kinds, locked after 10 failed attempts, changed within 365 days.',
  },
  {
    subject: 'Keeping and deleting personal data',
    given: 'The stack reads no personal data: its test calls list marketplaces or order numbers.',
    yours: 'Personal data is deleted within 30 days after an order is delivered, unless law says otherwise.',
  },
  {
    subject: 'Vulnerabilities',
    given: 'Pinned dependencies and a test suite; the functions run on a runtime that AWS patches.',
    yours: 'Critical ones are mended within 7 days, high ones within 30.',
  },
];
