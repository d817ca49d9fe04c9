import { describe, expect, it } from '@jest/globals';
import { findMwsOperations, MWS_OPERATIONS } from '#shared/mws/mws.ts';
import { typeToday } from '#shared/mws/mws-types.ts';
import { hostToday } from '#shared/mws/scan-source.ts';
import { fullName } from '#shared/operations/named-operations.ts';

describe('an operation of MWS', () => {
  it('is found by its own name and by that of its API, each of the 116', () => {
    const missed = MWS_OPERATIONS.filter(
      (one) =>
        !findMwsOperations(`${one.api}/${one.version}/${one.operation}`).includes(one) ||
        (one.operation !== '*' && !findMwsOperations(one.operation.toUpperCase()).includes(one)),
    );

    expect([MWS_OPERATIONS.length, missed]).toEqual([116, []]);
  });

  it('leads to operations that SP-API has: 148 in all, of 110 kinds', () => {
    const all = MWS_OPERATIONS.flatMap(({ successors }) => successors.map(({ operation }) => operation));

    expect([all.length, new Set(all).size]).toEqual([148, 110]);
    expect(
      MWS_OPERATIONS.filter(({ kind, successors }) => (kind === 'none') !== (successors.length === 0)),
    ).toEqual([]);
  });

  it('names the successor of today, and the day on which the former one ends', () => {
    const [listOrders] = findMwsOperations('listorders');

    expect(
      listOrders?.successors.map(({ operation, status, removal }) => [fullName(operation), status, removal]),
    ).toEqual([
      ['orders/2026-01-01/searchOrders', 'primary', undefined],
      ['orders/v0/getOrders', 'deprecated', '2027-03-27'],
    ]);
  });

  it('has a day for every successor that is deprecated, and for no other', () => {
    const wrong = MWS_OPERATIONS.flatMap(({ successors }) => successors).filter(
      ({ status, removal }) => (status === 'deprecated') !== (removal !== undefined),
    );

    expect(wrong).toEqual([]);
  });

  it('of Amazon Pay is found by any name of that API, and an unknown one is none', () => {
    expect(findMwsOperations('OffAmazonPayments/Authorize')).toHaveLength(1);
    expect(findMwsOperations('GetNothing')).toEqual([]);
    expect(findMwsOperations('Orders/GetReport')).toEqual([]);
  });
});

describe('a type or an endpoint of MWS', () => {
  it.each([
    ['_GET_MERCHANT_LISTINGS_DATA_', { now: ['GET_MERCHANT_LISTINGS_DATA'] }],
    [
      '_GET_ORDERS_DATA_',
      {
        now: ['SHIPPING', 'INVOICING', 'TAX'].map((end) => `GET_ORDER_REPORT_DATA_${end}`),
        note: 'choose by the data you need',
      },
    ],
    ['_GET_XML_ALL_ORDERS_DATA_BY_ORDER_DATE_', { now: ['GET_XML_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL'] }],
    [
      '_GET_FBA_FULFILLMENT_MONTHLY_INVENTORY_DATA_',
      { now: [], note: expect.stringContaining('2023-01-31') },
    ],
    ['_POST_PRODUCT_DATA_', { now: [], note: expect.stringContaining('JSON_LISTINGS_FEED') }],
    ['_POST_FLAT_FILE_FULFILLMENT_DATA_', { now: ['POST_FLAT_FILE_FULFILLMENT_DATA'] }],
  ])('%s has its name of today', (type, expected) => {
    expect(typeToday(type)).toEqual(expected);
  });

  it.each([
    ['mws.amazonservices.com', 'sellingpartnerapi-na.amazon.com'],
    ['mws.amazonservices.ca', 'sellingpartnerapi-na.amazon.com'],
    ['mws.amazonservices.com.mx', 'sellingpartnerapi-na.amazon.com'],
    ['mws-eu.amazonservices.com', 'sellingpartnerapi-eu.amazon.com'],
    ['mws.amazonservices.in', 'sellingpartnerapi-eu.amazon.com'],
    ['mws.amazonservices.jp', 'sellingpartnerapi-fe.amazon.com'],
    ['mws.amazonservices.com.au', 'sellingpartnerapi-fe.amazon.com'],
    ['mws.amazonservices.com.cn', undefined],
  ])('%s is now %s', (host, expected) => {
    expect(hostToday(host)).toBe(expected);
  });
});
