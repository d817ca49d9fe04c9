import { describe, expect, it } from '@jest/globals';
import { planCall, type TypedCall } from '../../../../cli/call/plan-call.ts';

const plan = (typed: Partial<TypedCall>) => planCall({ parameters: [], ...typed }, 'seller');
const refusal = (typed: Partial<TypedCall>) => {
  try {
    plan(typed);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no refusal';
};

describe('a call that was typed', () => {
  it('has its parameters where the model has them, encoded, repeats as a list', () => {
    const call = plan({
      operation: 'listings-items/2021-08-01/getListingsItem',
      parameters: [
        'sellerId=A1',
        'sku=a/b c',
        'marketplaceIds=X',
        'MARKETPLACEIDS=Y',
        'includedData=summaries',
        'includedData=offers',
      ],
    });

    expect(call).toMatchObject({
      name: 'listings-items/2021-08-01/getListingsItem',
      method: 'GET',
      path: '/listings/2021-08-01/items/A1/a%2Fb%20c',
    });
    expect(call.query).toContainEqual(['includedData', 'summaries,offers']);
  });

  it('by its path needs no name, keeps its query, and need not be in the catalogue', () => {
    expect(plan({ path: 'get /sellers/v1/account?x=1', parameters: ['y=2'] })).toMatchObject({
      method: 'GET',
      path: '/sellers/v1/account',
      query: [
        ['x', '1'],
        ['y', '2'],
      ],
      operation: { operation: 'getAccount' },
    });
    expect(plan({ path: 'POST /new/2027-01-01/things', body: '{}' })).not.toHaveProperty('operation');
    expect(plan({ path: 'GET /orders/2026-01-01/orders/{orderId}', parameters: ['orderId=1'] }).path).toBe(
      '/orders/2026-01-01/orders/1',
    );
  });

  it('of an operation that Amazon removed takes any parameter, as no model lists them any more', () => {
    const typed = {
      operation: 'catalog-items/v0/getCatalogItem',
      parameters: ['asin=B01', 'MarketplaceId=X'],
    };

    expect(plan(typed)).toMatchObject({ path: '/catalog/v0/items/B01', query: [['MarketplaceId', 'X']] });
    expect(refusal({ operation: 'catalog-items/v0/getCatalogItem' })).toMatch(
      /needs asin[\s\S]*removed this operation on 2025-04-24\. Call getCatalogItem 2022-04-01 instead/,
    );
  });

  it.each<[string, Partial<TypedCall>, RegExp]>([
    [
      'an ambiguous name',
      { operation: 'getOrder' },
      /means several operations[\s\S]*orders\/v0\/getOrder {2}GET[\s\S]*orders\/2026-01-01\/getOrder/,
    ],
    ['an unknown name', { operation: 'serchOrders' }, /Did you mean orders\/2026-01-01\/searchOrders/],
    ['a missing parameter', { operation: 'orders/2026-01-01/getOrder' }, /needs orderId.*-p orderId=…/],
    [
      'an unknown parameter',
      { operation: 'searchOrders', parameters: ['createdafte=1'] },
      /no parameter createdafte\. Its parameters: createdAfter/,
    ],
    [
      'a parameter without a value',
      { operation: 'searchOrders', parameters: ['createdAfter'] },
      /name=value/,
    ],
    ['a missing body', { operation: 'createReport' }, /needs a body: --body @file\.json/],
    [
      'a body that nothing takes',
      { operation: 'reports/2021-06-30/cancelReport', parameters: ['reportId=1'], body: '{}' },
      /takes no body/,
    ],
    ['a GET with a body', { path: 'GET /sellers/v1/account', body: '{}' }, /A GET request has no body/],
    ['a path that is none', { path: 'https://example.com/x' }, /--path is a method and a path/],
    ['an operation and a path', { operation: 'a', path: 'GET /b' }, /Name an operation, or give --path/],
    ['neither', {}, /Name an operation, or give --path/],
  ])('is refused for %s', (_what, typed, words) => {
    expect(refusal(typed)).toMatch(words);
  });
});
