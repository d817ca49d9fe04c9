import { describe, expect, it } from '@jest/globals';
import {
  endOf,
  fullName,
  namedOperations,
  narrowed,
  similarNames,
} from '#shared/operations/named-operations.ts';
import { findOperations, OPERATIONS } from '#shared/operations/operations.ts';
import { plannedRemovalOf } from '#shared/operations/planned-removals.ts';

const names = (text: string) => namedOperations(text).map(fullName);
const TODAY = new Date('2026-11-28T00:00:00Z');

describe('a name of an operation', () => {
  it('with API and version means that one, of each operation; linkCarrierAccount of Shipping v2 has two methods', () => {
    const several = OPERATIONS.filter((one) => namedOperations(fullName(one)).length !== 1).map(fullName);

    expect([...new Set(several)]).toEqual(['shipping/v2/linkCarrierAccount']);
    expect(OPERATIONS.filter((one) => !namedOperations(fullName(one)).includes(one))).toEqual([]);
  });

  it('may leave out the version, is read in any case, and a path stays a path', () => {
    expect(names('orders/getOrder')).toEqual(['orders/v0/getOrder', 'orders/2026-01-01/getOrder']);
    expect(names('ORDERS/2026-01-01/SearchOrders')).toEqual(['orders/2026-01-01/searchOrders']);
    expect(names('GET /sellers/v1/account')).toEqual(['sellers/v1/getAccount']);
    expect(names('nothing/v1/getOrder')).toEqual([]);
  });

  it('means what the kind of account may call and what still exists', () => {
    expect(narrowed(namedOperations('getOrders'), 'seller').map(fullName)).toEqual(['orders/v0/getOrders']);
    expect(narrowed(namedOperations('getCatalogItem'), 'seller').map(fullName)).toEqual([
      'catalog-items/2020-12-01/getCatalogItem',
      'catalog-items/2022-04-01/getCatalogItem',
    ]);
    expect(narrowed(namedOperations('listCatalogItems'), 'seller')).toHaveLength(1);
  });

  it('that is misspelt leads to the nearest', () => {
    expect(similarNames('getMarketplacParticipation')[0]).toBe('sellers/v1/getMarketplaceParticipations');
    expect(similarNames('orders/v9/serchOrders')[0]).toBe('orders/2026-01-01/searchOrders');
    expect(similarNames('xyz')).toEqual([]);
  });
});

describe('an operation that ends', () => {
  it('says its day and its successor', () => {
    const end = (text: string) => endOf(findOperations(text)[0] as never, TODAY);

    expect(end('GET /orders/v0/orders')).toBe(
      "orders/v0/getOrders is deprecated: Amazon's schedule removes it on 2027-03-27. Call searchOrders (Orders 2026-01-01) instead.",
    );
    expect(end('GET /catalog/v0/categories')).toContain("Amazon's schedule removed it on 2026-07-27.");
    expect(end('GET /catalog/v0/items')).toBe(
      'catalog-items/v0/listCatalogItems: Amazon removed this operation on 2025-04-24. Call searchCatalogItems 2022-04-01 instead.',
    );
    expect(end('GET /sellers/v1/account')).toBeUndefined();
  });

  it('has a day wherever the models call it deprecated', () => {
    const without = OPERATIONS.filter((one) => one.deprecated && !one.removed && !plannedRemovalOf(one));

    expect(without).toEqual([]);
    expect(OPERATIONS.filter((one) => plannedRemovalOf(one))).toHaveLength(10);
  });
});
