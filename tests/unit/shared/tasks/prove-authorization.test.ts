import { describe, expect, it } from '@jest/globals';
import type { SpApi, SpApiCall } from '#shared/clients/sp-api.ts';
import type { WaitingTask } from '#shared/domain/human-task.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import { AuthorizationRevoked, SpApiDenied } from '#shared/errors/refused.ts';
import { LwaUnavailable, SpApiThrottled, SpApiUnavailable } from '#shared/errors/retryable.ts';
import { proveAuthorization } from '#shared/tasks/prove-authorization.ts';
import { aTask } from '../../../support/a-task.ts';
import {
  FAKE_ACCESS_TOKEN,
  FAKE_CLIENT_ID,
  FAKE_CLIENT_SECRET,
  FAKE_REFRESH_TOKEN,
} from '../../../support/fakes/lwa.ts';
import { fakeServices } from '../../../support/fakes/services.ts';
import { participation } from '../../../support/fakes/sp-api.ts';
import { APP, aVendorAuthorization, errorOf } from '../../../support/subjects.ts';

const CLIENT = { clientId: FAKE_CLIENT_ID, clientSecret: new Sensitive(FAKE_CLIENT_SECRET) };
const TOKEN = new Sensitive(FAKE_REFRESH_TOKEN);
const SELLER = aTask('self-authorize');
const VENDOR = aTask('self-authorize', { authorization: aVendorAuthorization() });
const DENIED = new SpApiDenied({ what: 'answered 403', remedy: 'FAKE remedy' });
const SAID = { what: 'said', remedy: 'do' };

const BODIES: Record<string, unknown> = {
  getMarketplaceParticipations: { payload: [participation('ATVPDKIKX0DER', 'Amazon.com')] },
  getPurchaseOrders: { payload: { orders: [] } },
};

/** SP-API that answers some operations in some regions, as `EU getPurchaseOrders`, and fails all others. */
function spApi(allowed: string[], failure: (nth: number) => Error = () => DENIED) {
  const tried: string[] = [];
  const service: SpApi = {
    get: async ({ endpoint, operation }: SpApiCall) => {
      const region = /sellingpartnerapi-(..)/.exec(endpoint)?.[1]?.toUpperCase();
      const what = `${region} ${operation}`;
      tried.push(what);
      if (!allowed.includes(what)) throw failure(tried.length);
      return { body: BODIES[operation], requestId: 'req' };
    },
    post: async () => {},
  };
  return { ...service, tried };
}

const prove = (changes: object, task: WaitingTask = SELLER) =>
  proveAuthorization({ ...fakeServices(), ...changes }, task, CLIENT, TOKEN);

describe('a refresh token', () => {
  it('is proven by one exchange and one unsigned call', async () => {
    const services = fakeServices();

    await proveAuthorization(services, SELLER, CLIENT, TOKEN);

    expect(services.lwa.calls).toEqual([{ method: 'exchangeRefreshToken', args: [CLIENT, TOKEN] }]);
    expect(services.spApi.calls.map(({ args }) => args)).toEqual([
      [
        {
          operation: 'getMarketplaceParticipations',
          endpoint: 'https://sellingpartnerapi-na.example.com',
          path: '/sellers/v1/marketplaceParticipations',
          query: {},
          accessToken: expect.any(Sensitive),
          appName: APP,
        },
      ],
    ]);
    const [call] = services.spApi.calls.flatMap(({ args }) => args as SpApiCall[]);
    expect(call?.accessToken.reveal()).toBe(FAKE_ACCESS_TOKEN);
  });

  it("of a vendor is proven in the vendor's region, with a window of six days", async () => {
    const services = fakeServices();

    await proveAuthorization(services, VENDOR, CLIENT, TOKEN);

    expect(services.spApi.calls.map(({ args }) => args)).toEqual([
      [
        expect.objectContaining({
          operation: 'getPurchaseOrders',
          endpoint: 'https://sellingpartnerapi-eu.example.com',
          query: {
            limit: '1',
            includeDetails: 'false',
            createdAfter: '2026-12-26T00:00:00.000Z',
            createdBefore: '2027-01-01T00:00:00.000Z',
          },
        }),
      ],
    ]);
  });

  it('for the sandbox is proven there, with the static query, in any marketplace', async () => {
    const services = fakeServices();
    services.spApi.answer('getMarketplaceParticipations', { payload: [participation('OTHER', 'Other')] });

    await proveAuthorization(services, { ...SELLER, sandbox: true }, CLIENT, TOKEN);

    expect(services.spApi.calls.map(({ args }) => args)).toEqual([
      [expect.objectContaining({ endpoint: 'https://sandbox.sellingpartnerapi-na.example.com', query: {} })],
    ]);
  });

  it('of a vendor for the sandbox is proven without a window, as the static sandbox wants it', async () => {
    const services = fakeServices();

    await proveAuthorization(services, { ...VENDOR, sandbox: true }, CLIENT, TOKEN);

    expect(services.spApi.calls.map(({ args }) => args)).toEqual([
      [expect.objectContaining({ operation: 'getPurchaseOrders', query: {} })],
    ]);
  });

  it('that LWA refuses is not tried at SP-API', async () => {
    const services = fakeServices();
    services.lwa.revoke(FAKE_REFRESH_TOKEN);

    const error = await errorOf(proveAuthorization(services, SELLER, CLIENT, TOKEN));

    expect(error).toBeInstanceOf(AuthorizationRevoked);
    expect(services.spApi.calls).toEqual([]);
  });

  it('is not proven when LWA cannot be reached', async () => {
    const services = fakeServices();
    const unavailable = new LwaUnavailable(SAID);
    services.lwa.failNext('exchangeRefreshToken', unavailable);

    const error = await errorOf(proveAuthorization(services, SELLER, CLIENT, TOKEN));

    expect(error).toBe(unavailable);
  });
});

describe('a token of another region', () => {
  it.each([
    ['EU', ['NA', 'EU']],
    ['FE', ['NA', 'EU', 'FE']],
  ])('is named: %s', async (region, regions) => {
    const api = spApi([`${region} getMarketplaceParticipations`]);

    const error = await errorOf(prove({ spApi: api }));

    expect([error.name, error.what, error.remedy]).toEqual([
      'AuthorizationOfAnotherRegion',
      `This refresh token works in the region ${region}, but the account us (US) is in NA.`,
      'Authorize the application in the Seller or Vendor Central of US, and enter the refresh token that is shown there.',
    ]);
    expect(api.tried).toEqual(regions.map((one) => `${one} getMarketplaceParticipations`));
  });
});

describe('a token of the other kind of account', () => {
  it("is named where a seller's is asked for", async () => {
    const error = await errorOf(prove({ spApi: spApi(['NA getPurchaseOrders']) }));

    expect([error.name, error.what, error.remedy]).toEqual([
      'AuthorizationOfAnotherAccountType',
      'This refresh token is one of a vendor, but the account us is a seller.',
      'Authorize the application in the Seller Central of US, or start again with "sellingPartner":"vendor" for this account.',
    ]);
  });

  it("is named where a vendor's is asked for", async () => {
    const error = await errorOf(prove({ spApi: spApi(['EU getMarketplaceParticipations']) }, VENDOR));

    expect([error.name, error.what, error.remedy]).toEqual([
      'AuthorizationOfAnotherAccountType',
      'This refresh token is one of a seller, but the account vendor-de is a vendor.',
      'Authorize the application in the Vendor Central of DE, or start again with "sellingPartner":"seller" for this account.',
    ]);
  });
});

describe('a call that does not work', () => {
  it('anywhere is denied with the words of the first call', async () => {
    const api = spApi([]);

    const error = await errorOf(prove({ spApi: api }));

    expect(error).toBe(DENIED);
    expect(api.tried).toEqual([
      'NA getMarketplaceParticipations',
      'EU getMarketplaceParticipations',
      'FE getMarketplaceParticipations',
      'NA getPurchaseOrders',
    ]);
  });

  it.each([SpApiThrottled, SpApiUnavailable])('for now refuses nothing: %p', async (Kind) => {
    const api = spApi([], () => new Kind(SAID));

    await prove({ spApi: api });

    expect(api.tried).toEqual(['NA getMarketplaceParticipations']);
  });

  it('and is throttled elsewhere stays denied', async () => {
    const api = spApi([], (nth) => (nth === 1 ? DENIED : new SpApiThrottled(SAID)));

    const error = await errorOf(prove({ spApi: api }));

    expect(error).toBe(DENIED);
  });

  it('in the marketplace refuses a seller who does not take part', async () => {
    const services = fakeServices();
    const payload = [
      participation('A2EUQ1WTGCTBG2', 'Amazon.ca'),
      participation('ATVPDKIKX0DER', 'Amazon.com', false),
    ];
    services.spApi.answer('getMarketplaceParticipations', { payload });

    const error = await errorOf(proveAuthorization(services, SELLER, CLIENT, TOKEN));

    expect([error.name, error.what]).toEqual([
      'MarketplaceNotParticipating',
      'The call works, but the selling account does not take part in US (ATVPDKIKX0DER); it takes part in A2EUQ1WTGCTBG2.',
    ]);
  });

  it('in the form of its reference is a fault of the set-up', async () => {
    const services = fakeServices();
    services.spApi.answer('getMarketplaceParticipations', { hello: 'proxy' });

    const error = await errorOf(proveAuthorization(services, SELLER, CLIENT, TOKEN));

    expect(error).toBeInstanceOf(UnexpectedReply);
  });
});
