import { describe, expect, it } from '@jest/globals';
import { SELLING_PARTNERS } from '#shared/domain/application.ts';
import { DATA_ACCESS_ROLES, probeRoles, rolesFor } from '#shared/domain/developer-profile.ts';

const KNOWN = DATA_ACCESS_ROLES.map(({ name }) => name);

describe('the roles to ask for', () => {
  it('of a seller are one of two for the test call, and all others besides', () => {
    const { operation, anyOf, others } = rolesFor('seller');

    expect(operation).toBe('getMarketplaceParticipations');
    expect(anyOf).toEqual(['Product Listing', 'Selling Partner Insights']);
    expect([...anyOf, ...others.map(({ name }) => name)].toSorted()).toEqual(KNOWN.toSorted());
  });

  it('of a vendor are the one for the test call, and those that vendors can hold besides', () => {
    const { operation, anyOf, others } = rolesFor('vendor');

    expect(operation).toBe('getPurchaseOrders');
    expect(anyOf).toEqual(['Amazon Fulfillment', 'Inventory and Order Tracking']);
    expect(others).toEqual([
      { name: 'Amazon Warehousing and Distribution', restricted: false },
      { name: 'Brand Analytics', restricted: false },
      { name: 'Product Listing', restricted: false },
      { name: 'Direct to Consumer Shipping', restricted: true },
    ]);
  });

  it('allow the test call of a seller by more roles in the Far East', () => {
    expect([probeRoles('seller', 'EU').length, probeRoles('seller', 'FE').length]).toEqual([2, 8]);
    expect(KNOWN).toEqual(expect.arrayContaining(probeRoles('seller', 'FE')));
  });

  it.each(SELLING_PARTNERS)(
    'of a %s are named as in the list, and none of them gives personal data',
    (kind) => {
      const { anyOf } = rolesFor(kind);

      const listed = DATA_ACCESS_ROLES.filter(({ name }) => anyOf.includes(name));
      expect(listed.map(({ restricted }) => restricted)).toEqual(anyOf.map(() => false));
    },
  );

  it('have a name each, and those that give personal data are marked', () => {
    const restricted = DATA_ACCESS_ROLES.filter((role) => role.restricted).map(({ name }) => name);

    expect(new Set(KNOWN).size).toBe(KNOWN.length);
    expect(restricted).toEqual([
      'Direct to Consumer Shipping',
      'Professional Services',
      'Tax Invoicing',
      'Tax Remittance',
    ]);
  });
});
