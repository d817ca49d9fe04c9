import { describe, expect, it } from '@jest/globals';
import {
  accountOf,
  findOperation,
  findOperations,
  OPERATIONS,
  rolesOf,
} from '#shared/operations/operations.ts';

const found = (text: string) =>
  findOperations(text).map(({ operation, version }) => `${operation} ${version}`);

describe('an operation', () => {
  it.each([
    ['getMarketplaceParticipations', ['getMarketplaceParticipations v1']],
    ['GETPURCHASEORDERS', ['getPurchaseOrders v1']],
    ['/orders/v0/orders', ['getOrders v0']],
    ['/orders/v0/orders/123-4', ['getOrder v0']],
    ['GET /vendor/orders/v1/purchaseOrders?limit=10', ['getPurchaseOrders v1']],
    ['get https://sellingpartnerapi-eu.amazon.com/catalog/v0/items/B01?x=1', ['getCatalogItem v0']],
    ['POST /feeds/2021-06-30/documents', ['createFeedDocument 2021-06-30']],
    ['/feeds/2021-06-30/feeds', ['getFeeds 2021-06-30', 'createFeed 2021-06-30']],
    ['DELETE /orders/v0/orders', []],
    ['/nothing/here', []],
    ['nothing', []],
    ['', []],
  ])('is found by %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('of a name that versions share is found in all of them, the removed ones last', () => {
    expect(found('getCatalogItem')).toEqual([
      'getCatalogItem 2020-12-01',
      'getCatalogItem 2022-04-01',
      'getCatalogItem v0',
    ]);
    expect(findOperation('getCatalogItem')).toBeUndefined();
  });

  it('is found by its own path, each of them', () => {
    const lost = OPERATIONS.filter(
      (one) => !findOperations(`${one.method} ${one.path.replaceAll(/[{}]/g, '')}`).includes(one),
    );

    expect(lost.map(({ path }) => path)).toEqual([]);
  });

  it('that is removed names its successor', () => {
    expect(findOperation('GET /catalog/v0/items/B01')?.removed).toEqual({
      since: '2025-04-24',
      successor: 'getCatalogItem 2022-04-01',
      source: 'https://developer-docs.amazon.com/sp-api/docs/sp-api-deprecations',
    });
  });

  it('has a method, a path, a version and a name', () => {
    const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
    const odd = OPERATIONS.filter(
      ({ api, version, operation, method, path }) =>
        !METHODS.includes(method) ||
        !/^(\/([\w.-]+|\{\w+\}))+$/.test(path) ||
        !/^(v\d+|\d{4}-\d\d-\d\d)$/.test(version) ||
        !/^[a-z]\w+$/i.test(operation) ||
        !/^[a-z][a-z-]+$/.test(api),
    );

    expect(odd).toEqual([]);
  });

  it('that is removed says since when, and names its successor or none', () => {
    const removed = OPERATIONS.flatMap((one) => (one.removed ? [one.removed] : []));

    expect(removed.filter(({ since }) => !/^20\d\d-\d\d-\d\d$/.test(since))).toEqual([]);
    expect(removed.filter(({ successor }) => successor === '')).toEqual([]);
  });

  it.each([
    ['getPurchaseOrders', 'vendor'],
    ['getMarketplaceParticipations', 'seller'],
    ['createDestination', undefined],
    ['createRestrictedDataToken', undefined],
  ])('%s takes the token of: %s', (text, account) => {
    const operation = findOperation(text);

    expect(operation && accountOf(operation)).toBe(account);
  });

  it('needs one of the roles that count in the region', () => {
    const operation = findOperation('getMarketplaceParticipations');

    expect(operation && rolesOf(operation, 'NA')).toEqual(['Product Listing', 'Selling Partner Insights']);
    expect(operation && rolesOf(operation, 'FE')).toContain('Pricing');
    expect(operation && rolesOf(operation)).toHaveLength(8);
  });
});

it('there are 370 operations of the models, and those that were removed', () => {
  expect(OPERATIONS.filter(({ removed }) => !removed)).toHaveLength(370);
  expect(OPERATIONS.filter(({ removed }) => removed).length).toBeGreaterThan(30);
});
