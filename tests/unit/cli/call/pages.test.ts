import { describe, expect, it } from '@jest/globals';
import { findOperations, OPERATIONS } from '#shared/operations/operations.ts';
import { mergePages, nextQuery, nextTokenOf, tokenParameterOf } from '../../../../cli/call/pages.ts';
import { secondsToWait } from '../../../../cli/call/patience.ts';
import { withoutTokens } from '../../../../cli/call/without-tokens.ts';

const the = (call: string) => findOperations(call)[0] as never;

describe('pages', () => {
  it.each([
    [{ nextToken: 'a' }],
    [{ pagination: { nextToken: 'a' } }],
    [{ payload: { NextToken: 'a' } }],
    [{ payload: { pagination: { nextToken: 'a' } } }],
    [{ nextPageToken: 'a' }],
  ])('have their token in %j', (body) => {
    expect(nextTokenOf(body)).toBe('a');
  });

  it('end without a token, and a token in an item counts for nothing', () => {
    expect(
      [{ nextToken: '' }, { items: [{ nextToken: 'x' }] }, { order: { nextToken: 'x' } }, null, []].map(
        nextTokenOf,
      ),
    ).toEqual(Array(5).fill(undefined));
  });

  it('are asked for with the parameter of the operation: 72 of them have one', () => {
    expect(OPERATIONS.filter(tokenParameterOf)).toHaveLength(72);
    expect(tokenParameterOf(the('GET /orders/2026-01-01/orders'))).toBe('paginationToken');
    expect(tokenParameterOf(the('GET /sellers/v1/account'))).toBeUndefined();
  });

  it('keep the parameters of the first, but for operations that take the token alone', () => {
    const query: [string, string][] = [
      ['a', '1'],
      ['nextToken', 'old'],
    ];

    expect(nextQuery(the('GET /vendor/orders/v1/purchaseOrders'), query, 'nextToken', 'new')).toEqual([
      ['a', '1'],
      ['nextToken', 'new'],
    ]);
    expect(nextQuery(the('GET /reports/2021-06-30/reports'), query, 'nextToken', 'new')).toEqual([
      ['nextToken', 'new'],
    ]);
  });

  it('are one answer: lists joined, the rest from the last page, no token left', () => {
    const pages = [
      { payload: { orders: [1], n: 1, pagination: { nextToken: 'x' } } },
      { payload: { orders: [2], n: 2 } },
    ];

    expect(mergePages(pages)).toEqual({ payload: { orders: [1, 2], n: 2, pagination: { nextToken: 'x' } } });
  });
});

describe('a pause after 429', () => {
  it.each([
    [{ 'retry-after': '7', 'x-amzn-ratelimit-limit': '0.5' }, 7],
    [{ 'x-amzn-ratelimit-limit': '0.0056' }, 179],
    [{ 'x-amzn-ratelimit-limit': '10.0' }, 1],
    [{}, 60],
    [{ 'retry-after': '99999' }, 600],
  ])('is as long as the answer says: %j', (headers, seconds) => {
    expect(secondsToWait({ headers: new Headers(headers as Record<string, string>) }, { rate: 0.0167 })).toBe(
      seconds,
    );
  });
});

describe('what is printed of an answer', () => {
  it('has no token and no secret, and keeps everything else', () => {
    const shown = withoutTokens({
      restrictedDataToken: 'anything',
      nextToken: 'keep',
      list: ['see Atza|IwEBIabc and', 'Atz.sprdt|x y', { clientSecret: 1 }],
    });

    expect(shown).toEqual({
      restrictedDataToken: '[not shown]',
      nextToken: 'keep',
      list: ['see [not shown] and', '[not shown] y', { clientSecret: 1 }],
    });
  });
});
