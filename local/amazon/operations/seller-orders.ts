import { denied, invalidInput, spApiError } from '../errors.ts';
import type { Answer } from '../http.ts';
import { type AuthorizedOperation, everywhere } from './operation.ts';

const ANY_ROLE = everywhere(
  ...['Amazon Fulfillment', 'Buyer Communication', 'Buyer Solicitation', 'Direct to Consumer Shipping'],
  ...[
    'Finance and Accounting',
    'Inventory and Order Tracking',
    'Pricing',
    'Product Listing',
    'Professional Services',
  ],
  ...['Selling Partner Insights', 'Tax Invoicing', 'Tax Remittance'],
);

/** The seller has five orders. */
const ORDER_IDS = [1, 2, 3, 4, 5].map((n) => `902-0000000-000000${n}`);
const PAGE = 2;

const showOrder = (orderId: string) => ({ orderId, salesChannel: { channelName: 'AMAZON' }, orderItems: [] });
const pageToken = (start: number) => Buffer.from(String(start)).toString('base64');
const startOf = (token: string | null) => (token ? Number(Buffer.from(token, 'base64').toString()) : 0);

const shared = { method: 'GET', sellingPartner: 'seller', roles: ANY_ROLE, sandbox: [] } as const;

/** Orders API 2026-01-01: orders in pages of two. */
export const searchOrders: AuthorizedOperation = {
  ...shared,
  name: 'searchOrders',
  path: '/orders/2026-01-01/orders',
  rate: 0.0056,
  burst: 20,
  sandbox: [
    { parameters: { createdAfter: 'TEST_CASE_200' }, status: 200, body: { orders: [showOrder('TEST')] } },
  ],
  answer({ received: { query } }) {
    if (query.has('createdAfter') === query.has('lastUpdatedAfter'))
      return invalidInput('Exactly one of createdAfter and lastUpdatedAfter is required.');
    const start = startOf(query.get('paginationToken'));
    const next = start + PAGE;
    const pagination = next < ORDER_IDS.length ? { pagination: { nextToken: pageToken(next) } } : {};
    return { status: 200, body: { orders: ORDER_IDS.slice(start, next).map(showOrder), ...pagination } };
  },
};

/** Orders API 2026-01-01: one order. */
export const getOrder: AuthorizedOperation = {
  ...shared,
  name: 'getOrder',
  path: '/orders/2026-01-01/orders/{orderId}',
  rate: 0.5,
  burst: 30,
  answer: ({ segments: { orderId = '' } }) => one(orderId, { order: showOrder(orderId) }),
};

const one = (orderId: string, body: unknown): Answer =>
  ORDER_IDS.includes(orderId)
    ? { status: 200, body }
    : spApiError(404, 'NotFound', 'Resource not found.', '');

/** Orders API v0, deprecated: all orders on one page. */
export const getOrdersOfV0: AuthorizedOperation = {
  ...shared,
  name: 'getOrders',
  path: '/orders/v0/orders',
  rate: 0.0167,
  burst: 20,
  answer({ received: { query } }) {
    if (!query.has('MarketplaceIds')) return invalidInput('Missing required parameter MarketplaceIds.');
    return {
      status: 200,
      body: { payload: { Orders: ORDER_IDS.map((AmazonOrderId) => ({ AmazonOrderId })) } },
    };
  },
};

/** Orders API v0, deprecated: an address, for a restricted data token that was made for this call. */
export const getOrderAddress: AuthorizedOperation = {
  ...shared,
  name: 'getOrderAddress',
  path: '/orders/v0/orders/{orderId}/address',
  rate: 0.5,
  burst: 30,
  roles: everywhere('Direct to Consumer Shipping', 'Tax Invoicing', 'Tax Remittance'),
  answer({ segments: { orderId = '' }, token }) {
    if (!token.restrictedTo?.includes(`GET /orders/v0/orders/${orderId}/address`)) return denied();
    const ShippingAddress = { Name: 'Example Buyer', CountryCode: 'US' };
    return one(orderId, { payload: { AmazonOrderId: orderId, ShippingAddress } });
  },
};
