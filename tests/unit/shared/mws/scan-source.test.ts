import { describe, expect, it } from '@jest/globals';
import { scanSource } from '#shared/mws/scan-source.ts';

const found = (path: string, text: string) =>
  scanSource(path, text).map(({ line, what, name }) => `${line} ${what} ${name}`);

describe('a source file', () => {
  it.each([
    ['a.php', "$this->options['Action'] = 'CancelShipment';", ['1 operation CancelShipment']],
    [
      'mws/orders.py',
      'data = dict(Action="ListOrders")\norders.list_orders(ids)',
      ['1 operation ListOrders', '2 operation ListOrders'],
    ],
    [
      'a.js',
      "const mws = require('mws');\nmws.listOrdersByNextToken({})",
      ['2 operation ListOrdersByNextToken'],
    ],
    [
      'MwsClient.java',
      'new GetReportRequest(); GetReportRequestListResponse r;',
      ['1 operation GetReport', '1 operation GetReportRequestList'],
    ],
    ['a.php', 'new MarketplaceWebServiceOrders_Model_ListOrdersRequest()', ['1 operation ListOrders']],
    ['peddler.rb', '# MWS\nclient.get_matching_product_for_id(x)', ['2 operation GetMatchingProductForId']],
    [
      'x.go',
      'url := "https://mws.amazonservices.de/?Action=GetFeedSubmissionResult&x"',
      ['1 operation GetFeedSubmissionResult', '1 endpoint mws.amazonservices.de'],
    ],
    ['r.py', "T = '_GET_FLAT_FILE_OPEN_LISTINGS_DATA_'", ['1 type _GET_FLAT_FILE_OPEN_LISTINGS_DATA_']],
  ])('%s with %j tells its operations, types and endpoints of MWS', (path, text, expected) => {
    expect(found(path, text)).toEqual(expected);
  });

  it.each([
    ['a comment', 'a.js', "// mws: Action: 'ListOrders'\n * listOrders()"],
    ['a text of Python for people', 'mws.py', 'x = 1\n"""\nCall "ListOrders" first.\n"""\n'],
    ['a call of SP-API', 'a.ts', 'spApi.getReport(id); client.getOrder(x)'],
    [
      'a call of SP-API in a file that also knows MWS',
      'a.ts',
      'import mws\nimport sellingPartnerApi\nsellingPartner.getOrder(x)',
    ],
    [
      'part of another name',
      'mws.ts',
      'relistOrders(); "ListOrdersNow"; listOrdersLocally(); GetReportRequestCount',
    ],
    [
      'an answer saved as XML',
      'mws.xml',
      '<ListOrdersResponse xmlns="https://mws.amazonservices.com/Orders/2013-09-01">',
    ],
    ['a constant of C', 'a.h', '#define _GET_ 1\nint MY_GET_LEN_MAX_;'],
    ['another host', 'a.ts', '"https://docs.mws.amazonservices.com.example"'],
  ])('finds nothing in %s', (_what, path, text) => {
    expect(found(path, text)).toEqual([]);
  });
});
