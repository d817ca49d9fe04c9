import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createAnySpApi } from '#shared/clients/any-sp-api.ts';
import { createLwa } from '#shared/clients/lwa.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { explainRefusal } from '../../../../cli/call/explain-refusal.ts';
import { type CallOptions, performCall } from '../../../../cli/call/perform-call.ts';
import { planCall, type TypedCall } from '../../../../cli/call/plan-call.ts';
import { type Amazon, startAmazon } from '../../../../local/amazon/amazon.ts';
import { fakeServices } from '../../../support/fakes/services.ts';
import { pathsOf } from '../../../support/installation.ts';
import { APP, anApplication, ROLE_ARN, USER_ARN } from '../../../support/subjects.ts';

let amazon: Amazon;
let waits: number[];
let services: ReturnType<typeof servicesOf>;
const account = { application: anApplication(), account: anApplication().authorizations[0] as never };

const servicesOf = (of: Amazon) => ({
  ...fakeServices(),
  lwa: createLwa(of.lwaEndpoint),
  anySpApi: createAnySpApi(),
  spApiEndpoint: of.spApiEndpoint,
  wait: async (seconds: number) => {
    waits.push(seconds);
    of.world.refillRateLimits();
  },
});

beforeAll(async () => {
  amazon = await startAmazon({ findCredentials: (id) => (id === 'ASIAFAKE' ? SESSION : undefined) });
});
afterAll(() => amazon.close());

/** The session that the fake of STS gives. */
const SESSION = { secretAccessKey: 'FAKE_SESSION_SECRET', sessionToken: 'FAKE_SESSION_TOKEN' };

const ROLES = ['Inventory and Order Tracking', 'Direct to Consumer Shipping', 'Product Listing'];

beforeEach(async () => {
  waits = [];
  services = servicesOf(amazon);
  await connectWith(ROLES);
});

async function connectWith(roles: string[]) {
  const { clientId, clientSecret } = amazon.world.registerApplication({ name: APP, roles });
  const grant = {
    clientId,
    region: 'NA',
    sellingPartner: 'seller',
    marketplaces: ['ATVPDKIKX0DER'],
  } as const;
  const { lwa, authorization } = pathsOf(APP);
  await services.parameters.put(APP, lwa.clientId, new Sensitive(clientId));
  await services.parameters.put(APP, lwa.clientSecret, new Sensitive(clientSecret));
  const refreshToken = amazon.world.authorize({ ...grant, marketplaces: [...grant.marketplaces] });
  await services.parameters.put(APP, authorization('us').refreshToken, new Sensitive(refreshToken));
}

const call = (typed: Partial<TypedCall>, options: Partial<CallOptions> = {}) =>
  performCall(services, account, planCall({ parameters: [], ...typed }, 'seller'), {
    sandbox: false,
    ...options,
  });

const CREATED = ['createdAfter=2026-11-01T00:00:00Z'];

describe('a call', () => {
  it('with a path parameter, a body, and by its path is answered', async () => {
    const order = await call({
      operation: 'orders/2026-01-01/getOrder',
      parameters: ['orderId=902-0000000-0000001'],
    });
    const report = await call({
      operation: 'createReport',
      body: '{"reportType":"GET_X","marketplaceIds":["ATVPDKIKX0DER"]}',
    });
    const path = await call({ path: 'GET /sellers/v1/marketplaceParticipations' });

    expect([order, report, path].map(({ last }) => last.status)).toEqual([200, 202, 200]);
    expect(order.pages).toEqual([{ order: expect.objectContaining({ orderId: '902-0000000-0000001' }) }]);
  });

  it('gets one page, or all of them', async () => {
    const search = { operation: 'searchOrders', parameters: CREATED };

    expect((await call(search)).pages).toHaveLength(1);
    const all = (await call(search, { paginate: true })).pages as { orders: unknown[] }[];
    expect(all.map(({ orders }) => orders.length)).toEqual([2, 2, 1]);
    expect(waits).toEqual([]);
  });

  it('that has no pages cannot be asked for all of them', async () => {
    await expect(call({ operation: 'getMarketplaceParticipations' }, { paginate: true })).rejects.toThrow(
      /no pages/,
    );
  });

  it('that is grantless gets a token of its scope', async () => {
    const { last } = await call({ operation: 'getDestinations' });
    const tracking = await call({ operation: 'getShipmentTracking', parameters: ['id=1'] });

    expect([last.status, tracking.last.status]).toEqual([200, 200]);
    expect(amazon.requests.filter(({ target }) => target === 'lwa').at(-1)?.operation).toBe(
      'client_credentials',
    );
  });

  it('gets personal data with a restricted data token for just that call', async () => {
    const address = { operation: 'getOrderAddress', parameters: ['orderId=902-0000000-0000001'] };

    expect((await call(address)).last.status).toBe(403);
    const { last } = await call(address, { personalData: ['shippingAddress'] });
    expect(last.body).toMatchObject({ payload: { ShippingAddress: { Name: 'Example Buyer' } } });
  });

  it('for personal data without a restricted role names these roles', async () => {
    await connectWith(['Product Listing']);

    await expect(
      call({ operation: 'getOrderAddress', parameters: ['orderId=1'] }, { personalData: [] }),
    ).rejects.toMatchObject({
      name: 'SpApiDenied',
      remedy: expect.stringContaining('Direct to Consumer Shipping'),
    });
  });

  it('to the sandbox goes there, and gets its static answer or none', async () => {
    const fits = await call(
      { operation: 'searchOrders', parameters: ['createdAfter=TEST_CASE_200'] },
      { sandbox: true },
    );
    const other = await call({ operation: 'searchOrders', parameters: CREATED }, { sandbox: true });

    expect([fits.last.status, other.last.status]).toEqual([200, 400]);
    expect(fits.endpoint).toContain('sandbox.sellingpartnerapi-na');
  });

  it('is signed with the role of the application where that is asked for', async () => {
    const { iam } = pathsOf(APP);
    await services.parameters.put(APP, iam.roleArn, ROLE_ARN);
    await services.parameters.put(APP, iam.accessKeyId, 'AKIAFAKE');
    await services.parameters.put(APP, iam.secretAccessKey, new Sensitive('FAKE_SECRET'));
    services.sts.addKey('AKIAFAKE', 'FAKE_SECRET', USER_ARN);

    await call({ operation: 'getMarketplaceParticipations' }, { signed: true });
    const signed = amazon.requests.at(-1);
    await call({ operation: 'getMarketplaceParticipations' });

    expect(signed).toMatchObject({ status: 200, signature: { verdict: 'valid', accessKeyId: 'ASIAFAKE' } });
    expect(amazon.requests.at(-1)?.signature?.verdict).toBe('absent');
  });

  it('that cannot be signed says so', async () => {
    await expect(call({ operation: 'getMarketplaceParticipations' }, { signed: true })).rejects.toMatchObject(
      { name: 'CommandRefused', remedy: expect.stringContaining('--signed') },
    );
  });

  it('for all pages keeps to the rate of the header once the burst is used', async () => {
    const page = (n: number) => ({ orders: [n], ...(n < 23 && { pagination: { nextToken: String(n) } }) });
    let sent = 0;
    const headers = new Headers({ 'x-amzn-ratelimit-limit': '0.5' });
    services.anySpApi = {
      send: async () => {
        sent += 1;
        return { status: 200, headers, body: page(sent), text: '' } as never;
      },
    };

    const { pages } = await call({ operation: 'searchOrders', parameters: CREATED }, { paginate: true });

    expect(pages).toHaveLength(23);
    expect(waits).toEqual([2, 2, 2]);
  });

  it('that is throttled waits as the header says, and is sent again', async () => {
    amazon.world.fail({
      target: 'sp-api',
      operation: 'searchOrders',
      times: 2,
      answer: {
        status: 429,
        body: { errors: [{ code: 'QuotaExceeded' }] },
        headers: { 'x-amzn-RateLimit-Limit': '0.5' },
      },
    });

    expect((await call({ operation: 'searchOrders', parameters: CREATED })).last.status).toBe(200);
    expect(waits).toEqual([2, 2]);
  });

  it('of an operation that the stand-in lacks is told so and nothing else, and names itself as Amazon wants', async () => {
    const asked = {
      operation: 'sales/v1/getOrderMetrics',
      parameters: ['marketplaceIds=ATVPDKIKX0DER', 'interval=x', 'granularity=Day'],
    };
    const { last } = await call(asked);

    expect(last).toMatchObject({
      status: 501,
      body: { errors: [{ code: 'NotSupported' }] },
    });
    const planned = planCall(asked, 'seller');
    expect(explainRefusal(planned, last, { ...account, application: anApplication() })).toEqual([
      expect.stringMatching(
        /^sales\/v1\/getOrderMetrics cannot be tried on a local stack: getOrderMetrics is not supported by this stand-in\. It supports createReport, .*searchOrders\.$/,
      ),
    ]);
    expect(amazon.requests.at(-1)?.userAgent).toMatch(/^acme-orders\/1\.0 \(Language=/);
  });

  it('that is denied is explained with the roles of the operation and of the application', async () => {
    await connectWith(['Pricing']);
    const planned = planCall({ parameters: [], operation: 'getMarketplaceParticipations' }, 'seller');
    const { last } = await call({ operation: 'getMarketplaceParticipations' });
    const roles = [{ name: 'Pricing', addedAt: '2026-01-01T00:00:00.000Z' }];

    const lines = explainRefusal(planned, last, { ...account, application: anApplication({ roles }) });

    expect(lines[0]).toBe(
      'sellers/v1/getMarketplaceParticipations answered 403 Unauthorized: Access to requested resource is denied.',
    );
    expect(lines).toContain(
      'It needs one of these roles: Product Listing, Selling Partner Insights; the application has none of them.',
    );
    expect(lines.join('\n')).toContain('call-missing-role');
  });
});
