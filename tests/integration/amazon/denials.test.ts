import {
  call,
  connect,
  DESTINATIONS,
  denial,
  exchange,
  getWithBody,
  grantless,
  HOUR,
  ORDERS,
  PARTICIPATIONS,
  type Reply,
  ROTATION,
  type Stage,
  setStage,
  USER_AGENT,
} from './support.ts';

let amazon: Stage;

beforeEach(async () => {
  amazon = await setStage();
});
afterEach(() => amazon.close());

function expectDenied(reply: Reply, details = '') {
  expect(reply.status).toBe(403);
  expect(reply.body).toEqual(denial(details));
  expect(reply.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  expect(reply.headers.get('x-amzn-ratelimit-limit')).toBeNull();
}

const NOTIFICATIONS = 'sellingpartnerapi::notifications';
const INVALID_TOKEN = 'The access token you provided is revoked, malformed or invalid.';

describe('before the token', () => {
  it.each([
    ['an unknown host', { host: 'sellingpartnerapi-cn' }, PARTICIPATIONS],
    ['an unknown path', {}, '/sellers/v1/nothing'],
    ['the wrong method', { method: 'POST' }, PARTICIPATIONS],
    ['a token request', { method: 'POST' }, '/auth/o2/token'],
  ])('answers MissingAuthenticationToken to %s', async (_what, options, path) => {
    const reply = await call(amazon, path, undefined, options);

    const message = 'Access to requested resource is denied.';
    expect(reply.status).toBe(403);
    expect(reply.body).toEqual({ errors: [{ code: 'MissingAuthenticationToken', message, details: '' }] });
  });

  it('answers a GET with a body with an HTML page', async () => {
    const { accessToken } = await connect(amazon);
    const url = `${amazon.url}/sellingpartnerapi-na${PARTICIPATIONS}`;

    const reply = await getWithBody(url, { 'user-agent': USER_AGENT, 'x-amz-access-token': accessToken });

    expect(reply.status).toBe(400);
    expect(reply.text).toMatch(/^<!DOCTYPE html>/);
  });

  it.each([['longer than 500 characters', `acme-app/1.0 (Language=JavaScript; Host=${'x'.repeat(500)})`]])(
    'refuses a user agent %s',
    async (_what, userAgent) => {
      const { accessToken } = await connect(amazon);

      const reply = await call(amazon, PARTICIPATIONS, accessToken, { headers: { 'user-agent': userAgent } });

      expect(reply.status).toBe(400);
      expect(reply.body.errors[0].code).toBe('InvalidInput');
    },
  );
});

it.each(['okhttp/4.12.0', 'amazon-selling-partner-api-sdk/1.11.0/Java', 'x'])(
  'takes the user agent %s, as Amazon does from its own SDKs, and records it',
  async (userAgent) => {
    const { accessToken } = await connect(amazon);

    const reply = await call(amazon, PARTICIPATIONS, accessToken, { headers: { 'user-agent': userAgent } });

    expect(reply.status).toBe(200);
    expect(amazon.requests.at(-1)).toMatchObject({ userAgent });
  },
);

it('says of an operation that Amazon has and the stand-in has not that it is not supported, with those that are', async () => {
  const { accessToken } = await connect(amazon);

  const reply = await call(amazon, '/sellers/v1/account', accessToken);

  expect(reply.status).toBe(501);
  expect(reply.body.errors[0]).toMatchObject({
    code: 'NotSupported',
    message: expect.stringMatching(
      /^getAccount is not supported by this stand-in\. It supports createReport, .*getMarketplaceParticipations, .*searchOrders\.$/,
    ),
  });
});

describe('the token itself', () => {
  it('must be sent', async () => {
    expectDenied(await call(amazon, PARTICIPATIONS), 'Access token is missing in the request header.');
  });

  it('must be sent in its own header', async () => {
    const { accessToken } = await connect(amazon);

    const reply = await call(amazon, PARTICIPATIONS, undefined, {
      headers: { authorization: `Bearer ${accessToken}` },
    });

    expectDenied(reply, 'Access token is missing in the request header.');
  });

  it('must be an access token Amazon made', async () => {
    const { refreshToken } = await connect(amazon);

    expectDenied(await call(amazon, PARTICIPATIONS, 'Atza|IwEBImadeup'), INVALID_TOKEN);
    expectDenied(await call(amazon, PARTICIPATIONS, refreshToken), INVALID_TOKEN);
  });

  it('works for one hour', async () => {
    const { accessToken } = await connect(amazon);

    amazon.pass(HOUR - 1);
    expect((await call(amazon, PARTICIPATIONS, accessToken)).status).toBe(200);
    amazon.pass(1);
    expectDenied(
      await call(amazon, PARTICIPATIONS, accessToken),
      'The access token you provided has expired.',
    );
  });

  it('falls when it or its authorization is revoked', async () => {
    const first = await connect(amazon);
    const second = await connect(amazon);
    amazon.world.revokeAccessTokens(first.clientId);
    amazon.world.revokeAuthorization(second.refreshToken);

    expectDenied(await call(amazon, PARTICIPATIONS, first.accessToken), INVALID_TOKEN);
    expectDenied(await call(amazon, PARTICIPATIONS, second.accessToken), INVALID_TOKEN);
  });

  it('falls when the client secret it was made with expires', async () => {
    const { accessToken, clientId } = await connect(amazon);
    amazon.world.expireClientSecret(clientId);

    expectDenied(
      await call(amazon, PARTICIPATIONS, accessToken),
      'The LWA secret token you provided has expired.',
    );
  });
});

describe('what the token may do', () => {
  it.each([
    ['NA', 'sellingpartnerapi-na'],
    ['EU', 'sellingpartnerapi-eu'],
    ['FE', 'sellingpartnerapi-fe'],
  ] as const)('an authorization in %s works only at %s', async (region, home) => {
    const { accessToken } = await connect(amazon, { region });

    for (const host of ['sellingpartnerapi-na', 'sellingpartnerapi-eu', 'sellingpartnerapi-fe']) {
      const reply = await call(amazon, PARTICIPATIONS, accessToken, { host });
      expect([host, reply.status]).toEqual([host, host === home ? 200 : 403]);
    }
  });

  it('an operation needs one of its roles', async () => {
    const { accessToken } = await connect(amazon, {}, { roles: ['Pricing', 'Finance and Accounting'] });

    expectDenied(await call(amazon, PARTICIPATIONS, accessToken));
  });

  it('Pricing is enough for participations in FE', async () => {
    const { accessToken } = await connect(amazon, { region: 'FE' }, { roles: ['Pricing'] });

    const reply = await call(amazon, PARTICIPATIONS, accessToken, { host: 'sellingpartnerapi-fe' });

    expect(reply.status).toBe(200);
  });

  it('a role added later counts only for new authorizations', async () => {
    const acme = await connect(amazon, {}, { roles: ['Pricing'] });
    amazon.world.setRoles(acme.clientId, ['Pricing', 'Product Listing']);
    const refreshToken = amazon.world.authorize({
      clientId: acme.clientId,
      region: 'NA',
      sellingPartner: 'seller',
      marketplaces: [],
    });

    expectDenied(await call(amazon, PARTICIPATIONS, await exchange(amazon, acme)));
    const renewed = await exchange(amazon, { ...acme, refreshToken });
    expect((await call(amazon, PARTICIPATIONS, renewed)).status).toBe(200);
  });

  it('sellers and vendors call only their own operations', async () => {
    const roles = ['Product Listing', 'Amazon Fulfillment'];
    const seller = await connect(amazon, {}, { roles });
    const vendor = await connect(amazon, { sellingPartner: 'vendor' }, { roles });

    expectDenied(await call(amazon, ORDERS, seller.accessToken));
    expectDenied(await call(amazon, PARTICIPATIONS, vendor.accessToken));
  });

  it('a deactivated selling partner is denied everything', async () => {
    const { accessToken } = await connect(amazon, { sellingPartnerId: 'A1EXAMPLE' });
    amazon.world.deactivateSellingPartner('A1EXAMPLE');

    expectDenied(await call(amazon, PARTICIPATIONS, accessToken));
  });

  it('grantless and authorized operations do not share tokens', async () => {
    const acme = await connect(amazon);
    const notifications = await grantless(amazon, acme, NOTIFICATIONS);

    expectDenied(await call(amazon, PARTICIPATIONS, notifications));
    expectDenied(await call(amazon, DESTINATIONS, acme.accessToken));
    expectDenied(await call(amazon, ROTATION, notifications, { method: 'POST' }));
    expect((await call(amazon, DESTINATIONS, notifications)).body).toEqual({ payload: [] });
  });
});
