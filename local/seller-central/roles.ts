/** A role of SP-API; Amazon reviews a restricted one more strictly, as it opens personal data. */
export interface Role {
  name: string;
  restricted: boolean;
}

const UNRESTRICTED = [
  'Amazon Fulfillment',
  'Amazon Warehousing and Distribution',
  'Brand Analytics',
  'Buyer Communication',
  'Buyer Solicitation',
  'Finance and Accounting',
  'Inventory and Order Tracking',
  'Pricing',
  'Product Listing',
  'Selling Partner Insights',
];

const RESTRICTED = [
  'Direct to Consumer Shipping',
  'Tax Invoicing',
  'Tax Remittance',
  'Professional Services',
  'Account Information Service Provider',
];

/**
 * Every role that the developer profile offers.
 * Source: developer-docs.amazon.com/sp-api/docs/roles-in-the-selling-partner-api
 */
export const ROLES: readonly Role[] = [
  ...UNRESTRICTED.map((name) => ({ name, restricted: false })),
  ...RESTRICTED.map((name) => ({ name, restricted: true })),
];

/** How a role is written on a page. */
export function roleLabel(name: string): string {
  return RESTRICTED.includes(name) ? `${name} (restricted)` : name;
}
