import {
  call,
  connect,
  DESTINATIONS,
  denial,
  grantless,
  ORDERS,
  PARTICIPATIONS,
  ROTATION,
  type Stage,
  setStage,
} from './support.ts';

let amazon: Stage;

beforeEach(async () => {
  amazon = await setStage();
});
afterEach(() => amazon.close());

const SANDBOX = { host: 'sandbox.sellingpartnerapi-na' };

async function vendorOrders(query: Record<string, string>) {
  const { accessToken } = await connect(amazon, { sellingPartner: 'vendor' });
  return call(amazon, `${ORDERS}?${new URLSearchParams(query)}`, accessToken, SANDBOX);
}

it('answers participations with one static item', async () => {
  const { accessToken } = await connect(amazon, { marketplaces: [] });

  const { status, body } = await call(amazon, PARTICIPATIONS, accessToken, SANDBOX);

  expect(status).toBe(200);
  expect(body.payload).toMatchObject([
    {
      marketplace: { id: 'ATVPDKIKX0DER' },
      storeName: 'BestSellerStore',
      participation: { isParticipating: true },
    },
  ]);
});

it('matches purchase orders by their exact parameters', async () => {
  const paged = await vendorOrders({
    createdBefore: '2019-09-21T00:00:00',
    createdAfter: '2019-08-20T14:00:00',
    includeDetails: 'true',
    limit: '2',
    sortOrder: 'DESC',
  });
  const changed = await vendorOrders({
    changedBefore: '2020-05-27T13:00:00',
    changedAfter: '2020-05-25T13:00:00',
  });

  expect(paged.body.payload.pagination).toEqual({ nextToken: 'MDAwMDAwMDAwMQ==' });
  expect(paged.body.payload.orders[0]).toMatchObject({
    purchaseOrderNumber: '2JK3S9VC',
    purchaseOrderState: 'New',
  });
  expect(changed.body.payload.orders).toEqual([
    { purchaseOrderNumber: 'TestPO2', purchaseOrderState: 'New' },
  ]);
});

it('answers no parameters with an order that has no state', async () => {
  const { body } = await vendorOrders({});

  const [order] = body.payload.orders;
  expect(order.purchaseOrderNumber).toBe('mock-purchaseOrderNumber1');
  expect(order).not.toHaveProperty('purchaseOrderState');
});

it('answers the malformed date of the model with its own error', async () => {
  const reply = await vendorOrders({
    createdBefore: '2019-09-2100:00:00',
    createdAfter: '2019-08-20T14:00:00',
  });

  expect(reply.status).toBe(400);
  expect(reply.body).toEqual({
    errors: [{ code: 'InvalidRequest', message: 'The request is invalid.', details: '' }],
  });
});

it('answers parameters that match nothing with InvalidInput', async () => {
  const reply = await vendorOrders({ limit: '1' });

  expect(reply.status).toBe(400);
  expect(reply.body).toEqual({
    errors: [{ code: 'InvalidInput', message: 'Could not match input arguments', details: '' }],
  });
});

it('answers grantless operations statically', async () => {
  const acme = await connect(amazon);
  const notifications = await grantless(amazon, acme, 'sellingpartnerapi::notifications');
  const rotation = await grantless(amazon, acme, 'sellingpartnerapi::client_credential:rotation');
  amazon.world.enrollForRotation(acme.clientId, () => {
    throw new Error('The sandbox rotates nothing');
  });

  const destinations = await call(amazon, DESTINATIONS, notifications, SANDBOX);
  const rotated = await call(amazon, ROTATION, rotation, { ...SANDBOX, method: 'POST' });

  expect(destinations.body.payload).toMatchObject([{ destinationId: 'TEST_CASE_200' }]);
  expect([rotated.status, rotated.body.errors[0].code]).toEqual([400, 'InvalidInput']);
});

it('still wants a token of the right region', async () => {
  const { accessToken } = await connect(amazon, { region: 'EU' });

  const missing = await call(amazon, PARTICIPATIONS, undefined, SANDBOX);
  const foreign = await call(amazon, PARTICIPATIONS, accessToken, SANDBOX);

  expect(missing.body).toEqual(denial('Access token is missing in the request header.'));
  expect([foreign.status, foreign.body]).toEqual([403, denial()]);
});

it('is all that a sandbox application can reach', async () => {
  const { accessToken } = await connect(amazon, {}, { type: 'sandbox' });

  expect((await call(amazon, PARTICIPATIONS, accessToken, SANDBOX)).status).toBe(200);
  expect((await call(amazon, PARTICIPATIONS, accessToken)).status).toBe(403);
});
