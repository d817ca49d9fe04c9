import type { z } from 'zod';
import { invalidInput } from '../errors.ts';
import type { Answer } from '../http.ts';
import { type AuthorizedOperation, everywhere } from './operation.ts';
import {
  type PurchaseOrder,
  purchaseOrdersAt,
  showOrder,
  showStatus,
  sortOrders,
  statusOf,
} from './purchase-orders.ts';
import { sandboxPurchaseOrders, sandboxPurchaseOrdersStatus } from './sandbox-purchase-orders.ts';
import {
  PurchaseOrdersQuery,
  PurchaseOrdersStatusQuery,
  paginate,
  readQuery,
  type Window,
} from './vendor-queries.ts';

type OrdersQuery = z.infer<typeof PurchaseOrdersQuery>;
type StatusQuery = z.infer<typeof PurchaseOrdersStatusQuery>;
type Paging = Pick<OrdersQuery, 'limit' | 'nextToken' | 'sortOrder'>;

const shared = {
  method: 'GET',
  rate: 10,
  burst: 10,
  sellingPartner: 'vendor',
  roles: everywhere('Amazon Fulfillment', 'Inventory and Order Tracking'),
} as const;

function within(time: number, window: Window | undefined): boolean {
  return !window || (time >= window[0] && time <= window[1]);
}

function inWindows(order: PurchaseOrder, created: Window, changed: Window | undefined): boolean {
  return within(order.createdAt, created) && within(order.changedAt, changed);
}

/** A filter that was not sent lets everything through. */
function fits<T>(wanted: T | undefined, actual: T): boolean {
  return wanted === undefined || wanted === actual;
}

function hasAll(order: PurchaseOrder, query: OrdersQuery): boolean {
  return (
    fits(query.purchaseOrderState, order.state) &&
    fits(query.orderingVendorCode, order.vendorCode) &&
    fits(query.isPOChanged || undefined, order.changedAt > order.createdAt) &&
    query.poItemState === undefined
  );
}

function hasStatus(order: PurchaseOrder, query: StatusQuery): boolean {
  return (
    fits(query.purchaseOrderNumber, order.number) &&
    fits(query.purchaseOrderStatus, statusOf(order)) &&
    fits(query.orderingVendorCode, order.vendorCode)
  );
}

function answerPage(
  name: string,
  orders: PurchaseOrder[],
  query: Paging,
  show: (order: PurchaseOrder) => unknown,
): Answer {
  const found = paginate(sortOrders(orders, query.sortOrder), query.limit, query.nextToken);
  if (!found) return invalidInput('Invalid value for parameter nextToken.');

  const pagination = found.next && { pagination: { nextToken: found.next } };
  return { status: 200, body: { payload: { ...pagination, [name]: found.items.map(show) } } };
}

/** Vendor Orders API: the purchase orders of up to seven days. */
export const getPurchaseOrders: AuthorizedOperation = {
  ...shared,
  name: 'getPurchaseOrders',
  path: '/vendor/orders/v1/purchaseOrders',
  sandbox: sandboxPurchaseOrders,
  answer({ store, received }) {
    const now = store.clock().getTime();
    const read = readQuery(PurchaseOrdersQuery, received, 'changed', now);
    if ('refusal' in read) return read.refusal;

    const { query, created, changed } = read;
    const orders = purchaseOrdersAt(now).filter(
      (one) => inWindows(one, created, changed) && hasAll(one, query),
    );
    return answerPage('orders', orders, query, (order) => showOrder(order, query.includeDetails));
  },
};

/** Vendor Orders API: how far the purchase orders of up to seven days are. */
export const getPurchaseOrdersStatus: AuthorizedOperation = {
  ...shared,
  name: 'getPurchaseOrdersStatus',
  path: '/vendor/orders/v1/purchaseOrdersStatus',
  sandbox: sandboxPurchaseOrdersStatus,
  answer({ store, received }) {
    const now = store.clock().getTime();
    const read = readQuery(PurchaseOrdersStatusQuery, received, 'updated', now);
    if ('refusal' in read) return read.refusal;

    const { query, created, changed } = read;
    const orders = purchaseOrdersAt(now).filter(
      (one) => inWindows(one, created, changed) && hasStatus(one, query),
    );
    return answerPage('ordersStatus', orders, query, showStatus);
  },
};
