import { describe, expect, it } from '@jest/globals';
import { operationProblems, roleNeeds, sayNeed } from '#shared/operations/role-needs.ts';

const SELLER_US = { sellingPartner: 'seller', region: 'NA' } as const;
const SELLER_DE = { sellingPartner: 'seller', region: 'EU' } as const;
const SELLER_JP = { sellingPartner: 'seller', region: 'FE' } as const;
const VENDOR_DE = { sellingPartner: 'vendor', region: 'EU' } as const;
type Account = typeof SELLER_US | typeof SELLER_DE | typeof SELLER_JP | typeof VENDOR_DE;

const rolesOf = (accounts: Account[], ...operations: string[]) =>
  roleNeeds(accounts, operations).map(({ role }) => role);

describe('the smallest set of roles', () => {
  it.each<[string, Account[], string[], string[]]>([
    ['for the test call of sellers', [SELLER_US, SELLER_DE], [], ['Product Listing']],
    ['for the test call of vendors', [VENDOR_DE], [], ['Amazon Fulfillment']],
    [
      'for sellers and vendors',
      [SELLER_US, SELLER_DE, VENDOR_DE],
      [],
      ['Product Listing', 'Amazon Fulfillment'],
    ],
    ['for the Far East, where one role does for both', [SELLER_JP, VENDOR_DE], [], ['Amazon Fulfillment']],
    ['for operations that any role allows', [SELLER_US], ['getOrders', 'createReport'], ['Product Listing']],
    [
      'where only a restricted role will do',
      [SELLER_US],
      ['createShipment'],
      ['Product Listing', 'Direct to Consumer Shipping'],
    ],
    ['for one role that serves two', [SELLER_US], ['getSupplySources'], ['Selling Partner Insights']],
    ['whose operations no account can call', [SELLER_US], ['submitInvoices'], ['Product Listing']],
    ['for a grantless operation', [SELLER_US], ['getDestinations'], ['Product Listing']],
  ])('is found %s', (_, accounts, operations, expected) => {
    expect(rolesOf(accounts, ...operations).toSorted()).toEqual(expected.toSorted());
  });

  it('says what each role is for, and whether it is restricted', () => {
    expect(
      roleNeeds([SELLER_US, VENDOR_DE], ['createReport', 'createShipment']).map(sayNeed).toSorted(),
    ).toEqual([
      'Amazon Fulfillment: for getPurchaseOrders (the connection test of vendor accounts), createReport',
      'Direct to Consumer Shipping (restricted): for createShipment',
      'Product Listing: for getMarketplaceParticipations (the connection test of seller accounts)',
    ]);
  });
});

describe('operations that somebody typed', () => {
  it('are taken by name and by path, in any case', () => {
    expect(operationProblems(['getorders', 'GET /orders/v0/orders', '/reports/2021-06-30/reports'])).toEqual(
      [],
    );
  });

  it('are refused where SP-API has none, or Amazon has removed it', () => {
    expect(operationProblems(['getOrder5', 'listCatalogItems'])).toEqual([
      'operations.0: SP-API has no such operation; give its name, for example getOrders',
      expect.stringMatching(/^operations\.1: Amazon removed it on \d{4}-\d\d-\d\d; use /),
    ]);
  });
});
