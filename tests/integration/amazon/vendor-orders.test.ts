import { call, connect, ORDERS, type Stage, setStage } from './support.ts';

let amazon: Stage;
let accessToken: string;

// the test clock says 2026-03-10T12:00:00Z
beforeAll(async () => {
  amazon = await setStage();
});
beforeEach(async () => {
  ({ accessToken } = await connect(amazon, { sellingPartner: 'vendor' }));
});
afterAll(() => amazon.close());

const ask = (query: string) => call(amazon, `${ORDERS}?${query}`, accessToken);

async function numbers(query: string) {
  const { body } = await ask(query);
  return body.payload.orders.map((order: { purchaseOrderNumber: string }) => order.purchaseOrderNumber);
}

it('lists the purchase orders of the last seven days, newest first, with details', async () => {
  const { status, body } = await ask('');

  expect(status).toBe(200);
  expect(body.payload.orders).toHaveLength(3);
  expect(body.payload.orders[0]).toMatchObject({
    purchaseOrderNumber: '7EXAMPL1',
    purchaseOrderState: 'New',
    orderDetails: { purchaseOrderDate: '2026-03-09T12:00:00.000Z', items: [{ itemSequenceNumber: '1' }] },
  });
});

it('leaves the details out when told to, and pages by limit', async () => {
  const query =
    'limit=2&includeDetails=false&createdAfter=2026-03-04T12:00:00Z&createdBefore=2026-03-10T12:00:00Z';
  const first = await ask(query);
  const { nextToken } = first.body.payload.pagination;
  const second = await ask(`${query}&nextToken=${encodeURIComponent(nextToken)}`);

  expect(first.body.payload.orders).toEqual([
    { purchaseOrderNumber: '7EXAMPL1', purchaseOrderState: 'New' },
    { purchaseOrderNumber: '7EXAMPL2', purchaseOrderState: 'Acknowledged' },
  ]);
  expect(second.body).toEqual({
    payload: { orders: [{ purchaseOrderNumber: '7EXAMPL3', purchaseOrderState: 'Closed' }] },
  });
});

it('filters and sorts', async () => {
  expect(await numbers('sortOrder=ASC')).toEqual(['7EXAMPL3', '7EXAMPL2', '7EXAMPL1']);
  expect(await numbers('purchaseOrderState=Acknowledged')).toEqual(['7EXAMPL2']);
  expect(await numbers('isPOChanged=true')).toEqual(['7EXAMPL3']);
  expect(await numbers('changedAfter=2026-03-07T00:00:00&changedBefore=2026-03-08T00:00:00')).toEqual([
    '7EXAMPL3',
  ]);
  expect(await numbers('createdBefore=2026-01-10T00:00:00Z')).toEqual([]);
});

it.each([
  ['limit=0', 'Invalid value for parameter limit.'],
  ['limit=101', 'Invalid value for parameter limit.'],
  ['limit=ten', 'Invalid value for parameter limit.'],
  ['createdAfter=yesterday', 'Invalid value for parameter createdAfter.'],
  ['createdAfter=2026-03-10T12:00:00+01:00', 'Invalid value for parameter createdAfter.'],
  ['sortOrder=desc', 'Invalid value for parameter sortOrder.'],
  ['includeDetails=yes', 'Invalid value for parameter includeDetails.'],
  ['purchaseOrderState=Open', 'Invalid value for parameter purchaseOrderState.'],
  ['poItemState=New', 'Invalid value for parameter poItemState.'],
  ['nextToken=made-up', 'Invalid value for parameter nextToken.'],
])('refuses %s', async (query, message) => {
  const { status, body } = await ask(query);

  expect(status).toBe(400);
  expect(body).toEqual({ errors: [{ code: 'InvalidInput', message, details: '' }] });
});

it.each([
  [
    'createdAfter=2026-03-01T00:00:00Z&createdBefore=2026-03-08T00:00:01Z',
    'The time range must not be more than 7 days.',
  ],
  ['createdAfter=2026-03-03T11:59:59Z', 'The time range must not be more than 7 days.'],
  [
    'changedAfter=2026-03-02T00:00:00Z&changedBefore=2026-03-01T00:00:00Z',
    'The start of the time range must be before its end.',
  ],
])('refuses the time range %s', async (query, message) => {
  const { status, body } = await ask(query);

  expect([status, body.errors[0].code, body.errors[0].message]).toEqual([400, 'InvalidInput', message]);
});

it('accepts exactly seven days', async () => {
  const { status } = await ask('createdAfter=2026-03-01T00:00:00Z&createdBefore=2026-03-08T00:00:00Z');

  expect(status).toBe(200);
});

it('tells the status of purchase orders', async () => {
  const { status, body } = await call(amazon, `${ORDERS}Status?purchaseOrderStatus=CLOSED`, accessToken);
  const wrong = await call(amazon, `${ORDERS}Status?purchaseOrderStatus=Closed`, accessToken);

  expect([status, wrong.status]).toEqual([200, 400]);
  expect(body.payload.ordersStatus).toMatchObject([
    {
      purchaseOrderNumber: '7EXAMPL3',
      purchaseOrderStatus: 'CLOSED',
      lastUpdatedDate: '2026-03-07T12:00:00.000Z',
    },
  ]);
});
