const DAY = 86_400_000;

/** A purchase order that Amazon as retailer placed with the vendor. */
export interface PurchaseOrder {
  number: string;
  state: 'New' | 'Acknowledged' | 'Closed';
  createdAt: number;
  changedAt: number;
  vendorCode: string;
}

/** Every vendor has the same three, placed one, two and four days before now; the oldest was changed since. */
export function purchaseOrdersAt(now: number): PurchaseOrder[] {
  const vendorCode = 'EXMPL';
  const order = (number: string, state: PurchaseOrder['state'], days: number, changedDays = days) => ({
    number,
    state,
    vendorCode,
    createdAt: now - days * DAY,
    changedAt: now - changedDays * DAY,
  });
  return [
    order('7EXAMPL1', 'New', 1),
    order('7EXAMPL2', 'Acknowledged', 2),
    order('7EXAMPL3', 'Closed', 4, 3),
  ];
}

/** Sorts by the date of creation. */
export function sortOrders(orders: PurchaseOrder[], sortOrder: 'ASC' | 'DESC'): PurchaseOrder[] {
  const sign = sortOrder === 'ASC' ? 1 : -1;
  return orders.toSorted((a, b) => sign * (a.createdAt - b.createdAt));
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function detailsOf({ createdAt, changedAt, vendorCode }: PurchaseOrder) {
  return {
    purchaseOrderDate: iso(createdAt),
    ...(changedAt > createdAt && { purchaseOrderChangedDate: iso(changedAt) }),
    purchaseOrderStateChangedDate: iso(changedAt),
    purchaseOrderType: 'RegularOrder',
    paymentMethod: 'Invoice',
    buyingParty: { partyId: 'EXBUY' },
    sellingParty: { partyId: vendorCode },
    shipToParty: { partyId: 'EXBUY' },
    billToParty: { partyId: 'EXBUY' },
    deliveryWindow: `${iso(createdAt)}--${iso(createdAt + 7 * DAY)}`,
    items: [
      {
        itemSequenceNumber: '1',
        amazonProductIdentifier: 'B00EXAMPLE',
        vendorProductIdentifier: 'EXAMPLE-1',
        orderedQuantity: { amount: 2, unitOfMeasure: 'Cases', unitSize: 10 },
        isBackOrderAllowed: true,
        netCost: { amount: '18', currencyCode: 'USD' },
      },
    ],
  };
}

/** The order as getPurchaseOrders shows it. */
export function showOrder(order: PurchaseOrder, includeDetails: boolean) {
  return {
    purchaseOrderNumber: order.number,
    purchaseOrderState: order.state,
    ...(includeDetails && { orderDetails: detailsOf(order) }),
  };
}

/** OPEN until the order is closed. */
export function statusOf({ state }: PurchaseOrder): 'OPEN' | 'CLOSED' {
  return state === 'Closed' ? 'CLOSED' : 'OPEN';
}

/** The order as getPurchaseOrdersStatus shows it. */
export function showStatus(order: PurchaseOrder) {
  return {
    purchaseOrderNumber: order.number,
    purchaseOrderStatus: statusOf(order),
    purchaseOrderDate: iso(order.createdAt),
    lastUpdatedDate: iso(order.changedAt),
    sellingParty: { partyId: order.vendorCode },
    shipToParty: { partyId: 'EXBUY' },
    itemStatus: [],
  };
}
