import { spApiError } from '../errors.ts';
import type { StaticAnswer } from './operation.ts';

const item = {
  itemSequenceNumber: '1',
  amazonProductIdentifier: 'B07DFVDRAB',
  vendorProductIdentifier: '8806098286500',
  orderedQuantity: { amount: 1, unitOfMeasure: 'Eaches', unitSize: 1 },
  isBackOrderAllowed: false,
  netCost: { amount: '346.27', currencyCode: 'USD' },
};

const orderDetails = {
  purchaseOrderDate: '2019-08-20T15:51:00Z',
  purchaseOrderStateChangedDate: '2019-08-20T15:51:00Z',
  purchaseOrderType: 'RegularOrder',
  paymentMethod: 'Invoice',
  buyingParty: { partyId: 'ABCD' },
  sellingParty: { partyId: '999US' },
  shipToParty: { partyId: 'ABCD' },
  billToParty: { partyId: 'ABCD' },
  items: [item],
};

const named = (purchaseOrderNumber: string, purchaseOrderState: string) => ({
  purchaseOrderNumber,
  purchaseOrderState,
});
const detailed = { ...named('2JK3S9VC', 'New'), orderDetails };

const orders = (parameters: Record<string, string>, payload: object): StaticAnswer => ({
  parameters,
  status: 200,
  body: { payload },
});

/** The static answers of getPurchaseOrders, in the order of the API model. */
export const sandboxPurchaseOrders: StaticAnswer[] = [
  orders(
    {
      createdBefore: '2019-09-21T00:00:00',
      createdAfter: '2019-08-20T14:00:00',
      includeDetails: 'true',
      limit: '2',
      sortOrder: 'DESC',
    },
    { pagination: { nextToken: 'MDAwMDAwMDAwMQ==' }, orders: [detailed] },
  ),
  orders(
    {
      createdBefore: '2019-08-21T00:00:00',
      createdAfter: '2019-08-20T14:00:00',
      includeDetails: 'false',
      sortOrder: 'DESC',
      nextToken: 'MDAwMDAwMDAwMQ==',
    },
    { orders: [named('2JK3S9XY', 'New'), named('3TRD2ABC', 'Acknowledged')] },
  ),
  orders(
    { changedBefore: '2020-05-27T13:00:00', changedAfter: '2020-05-25T13:00:00' },
    { orders: [named('TestPO2', 'New')] },
  ),
  orders(
    { createdBefore: '2020-05-26T13:00:00', createdAfter: '2020-05-25T13:00:00', isPOChanged: 'true' },
    { orders: [named('TestPO2', 'New')] },
  ),
  orders(
    {
      createdBefore: '2020-05-27T13:00:00',
      createdAfter: '2020-05-25T13:00:00',
      purchaseOrderState: 'New',
      orderingVendorCode: 'API01',
    },
    { orders: [named('TestPO2', 'New')] },
  ),
  // the model's own example lacks the required purchaseOrderState, which breaks strict clients: so does ours
  orders({}, { orders: [{ purchaseOrderNumber: 'mock-purchaseOrderNumber1', orderDetails }] }),
  {
    parameters: { createdBefore: '2019-09-2100:00:00', createdAfter: '2019-08-20T14:00:00' },
    ...spApiError(400, 'InvalidRequest', 'The request is invalid.', ''),
  },
];

const status = {
  purchaseOrderNumber: 'TestPO2',
  purchaseOrderStatus: 'OPEN',
  purchaseOrderDate: '2020-08-17T14:00:00Z',
  sellingParty: { partyId: '999US' },
  shipToParty: { partyId: 'ABCD' },
  itemStatus: [],
};

/** The static answers of getPurchaseOrdersStatus that need no more than a plain match. */
export const sandboxPurchaseOrdersStatus: StaticAnswer[] = [
  orders(
    { limit: '1', createdAfter: '2020-08-17T14:00:00', createdBefore: '2020-08-18T00:00:00' },
    { ordersStatus: [status] },
  ),
  orders({ purchaseOrderNumber: 'TestPO2' }, { ordersStatus: [status] }),
  orders({}, { ordersStatus: [status] }),
];
