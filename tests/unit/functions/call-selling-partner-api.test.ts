import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { UnexpectedReply } from '#shared/errors/broken.ts';
import { AssumeRoleDenied, MarketplaceNotParticipating, SpApiDenied } from '#shared/errors/refused.ts';
import { RoleNotReady } from '#shared/errors/retryable.ts';
import { callSellingPartnerApi } from '../../../functions/call-selling-partner-api/call-selling-partner-api.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { participation } from '../../support/fakes/sp-api.ts';
import {
  APP,
  anAuthorization,
  aVendorAuthorization,
  errorOf,
  PATHS,
  ROLE_ARN,
  seedAuthorization,
  USER_ARN,
} from '../../support/subjects.ts';

const INPUT = { appName: APP, sandbox: false, authorization: anAuthorization(), iam: { roleArn: ROLE_ARN } };
const VENDOR = { ...INPUT, authorization: aVendorAuthorization() };
const SELLERS = 'getMarketplaceParticipations';
const US = participation('ATVPDKIKX0DER', 'Amazon.com');
const VERIFIED = PATHS.authorization('us').verified;

/** Everything is stored that earlier steps store. */
function given(name = 'us') {
  const services = fakeServices();
  seedAuthorization(services.parameters, name);
  services.sts.addKey('AKIAFAKE9', 'FAKE_SECRET_ACCESS_KEY', USER_ARN);
  services.parameters.seed(APP, {
    [PATHS.iam.accessKeyId]: 'AKIAFAKE9',
    [PATHS.iam.secretAccessKey]: new Sensitive('FAKE_SECRET_ACCESS_KEY'),
  });
  return services;
}

const callOf = ({ spApi }: ReturnType<typeof fakeServices>) => spApi.calls[0]?.args[0];

describe('the call of a seller', () => {
  it('is signed with the role and asks for the marketplaces', async () => {
    const services = given();

    await callSellingPartnerApi(services, INPUT);

    expect(callOf(services)).toEqual({
      operation: SELLERS,
      endpoint: 'https://sellingpartnerapi-na.example.com',
      path: '/sellers/v1/marketplaceParticipations',
      query: {},
      accessToken: expect.any(Sensitive),
      appName: APP,
      signing: { region: 'us-east-1', credentials: expect.objectContaining({ accessKeyId: 'ASIAFAKE' }) },
    });
  });

  it.each([
    [179_999, RoleNotReady],
    [180_000, AssumeRoleDenied],
  ])('waits for a role that was assumed in another place a moment ago: %d ms', async (ms, type) => {
    const services = given();
    services.sts.deny(ROLE_ARN);
    services.clock.advance(ms);

    const input = { ...INPUT, iam: { roleArn: ROLE_ARN, testedAt: NOW } };
    expect(await errorOf(callSellingPartnerApi(services, input))).toBeInstanceOf(type);
  });

  it('takes four calls to Parameter Store: client, token, access key, record', async () => {
    const services = given();

    await callSellingPartnerApi(services, INPUT);

    expect(methodsOf(services.parameters)).toEqual([
      'getSecrets',
      'getDatedSecret',
      'getDatedSecrets',
      'put',
    ]);
  });

  it('is recorded with the marketplaces it proved', async () => {
    const services = given();
    services.spApi.answer(SELLERS, { payload: [US, participation('A2EUQ1WTGCTBG2', 'Amazon.ca')] });

    const output = await callSellingPartnerApi(services, INPUT);

    const verified = {
      operation: SELLERS,
      signed: true,
      requestId: 'req-sp-api',
      marketplaceIds: ['ATVPDKIKX0DER', 'A2EUQ1WTGCTBG2'],
      warnings: [],
      verifiedAt: NOW,
    };
    expect(output).toEqual({ name: 'us', region: 'NA', ...verified, authorizedAt: NOW });
    expect(services.parameters.json(VERIFIED)).toEqual(verified);
  });

  it('is not signed without a role, and STS is not asked', async () => {
    const services = given();

    const output = await callSellingPartnerApi(services, { ...INPUT, iam: {} });

    expect(output.signed).toBe(false);
    expect(callOf(services)).not.toHaveProperty('signing');
    expect(services.sts.calls).toEqual([]);
  });

  it('is refused when the account does not take part in the marketplace', async () => {
    const services = given();
    const here = participation('ATVPDKIKX0DER', 'Amazon.com', false);
    services.spApi.answer(SELLERS, { payload: [here, participation('A2EUQ1WTGCTBG2', 'Amazon.ca')] });

    const error = await errorOf(callSellingPartnerApi(services, INPUT));

    expect(error).toBeInstanceOf(MarketplaceNotParticipating);
    expect(error.what).toBe(
      'The call works, but the selling account does not take part in US (ATVPDKIKX0DER); it takes part in A2EUQ1WTGCTBG2.',
    );
    expect(services.parameters.valueOf(VERIFIED)).toBeUndefined();
  });

  it('is refused when the account takes part in no marketplace', async () => {
    const services = given();
    services.spApi.answer(SELLERS, { payload: [] });

    const error = await errorOf(callSellingPartnerApi(services, INPUT));

    expect(error.what).toContain('it takes part in no marketplace.');
  });

  it('warns of suspended listings', async () => {
    const services = given();
    services.spApi.answer(SELLERS, { payload: [participation('ATVPDKIKX0DER', 'Amazon.com', true, true)] });

    const output = await callSellingPartnerApi(services, INPUT);

    expect(output.warnings).toEqual(['Amazon.com has suspended listings']);
  });

  it('reads participations of kinds that no list names as data, and warns of none of them', async () => {
    const services = given();
    const odd = participation('A1MQXOICRS2Z7M', 'Non-Amazon CA', true, true);
    const nameless = { marketplace: { id: 'A3', name: null }, participation: { isParticipating: true } };
    services.spApi.answer(SELLERS, { payload: [US, odd, nameless, null, { marketplace: 'x' }] });

    const output = await callSellingPartnerApi(services, INPUT);

    expect(output).toMatchObject({ marketplaceIds: ['ATVPDKIKX0DER', 'A1MQXOICRS2Z7M', 'A3'], warnings: [] });
  });

  it('takes marketplaces that no list names as they are', async () => {
    const services = given();
    services.spApi.answer(SELLERS, { payload: [US, participation('A38D8NSA03LJTC', 'Non-Amazon')] });

    const output = await callSellingPartnerApi(services, INPUT);

    expect(output.marketplaceIds).toEqual(['ATVPDKIKX0DER', 'A38D8NSA03LJTC']);
  });
});

describe('the call of a vendor', () => {
  it('asks for one purchase order of the last six days, in its own region', async () => {
    const services = given('vendor-de');

    const output = await callSellingPartnerApi(services, VENDOR);

    expect(callOf(services)).toEqual(
      expect.objectContaining({
        operation: 'getPurchaseOrders',
        endpoint: 'https://sellingpartnerapi-eu.example.com',
        path: '/vendor/orders/v1/purchaseOrders',
        query: {
          limit: '1',
          includeDetails: 'false',
          createdAfter: '2026-12-26T00:00:00.000Z',
          createdBefore: NOW,
        },
        signing: expect.objectContaining({ region: 'eu-west-1' }),
      }),
    );
    expect(output).toEqual(expect.objectContaining({ name: 'vendor-de', marketplaceIds: [], warnings: [] }));
  });

  it('needs no state of an order: the sandbox gives none', async () => {
    const services = given('vendor-de');
    services.spApi.answer('getPurchaseOrders', { payload: { orders: [{ purchaseOrderNumber: 'x' }] } });

    const output = await callSellingPartnerApi(services, VENDOR);

    expect(output.operation).toBe('getPurchaseOrders');
  });
});

describe('the call of the sandbox', () => {
  it('goes to the sandbox and takes its one marketplace for any', async () => {
    const services = given();
    const authorization = anAuthorization({ marketplace: 'CA', marketplaceId: 'A2EUQ1WTGCTBG2' });

    const output = await callSellingPartnerApi(services, { ...INPUT, sandbox: true, authorization });

    expect(callOf(services)).toEqual(
      expect.objectContaining({ endpoint: 'https://sandbox.sellingpartnerapi-na.example.com' }),
    );
    expect(output.marketplaceIds).toEqual(['ATVPDKIKX0DER']);
  });

  it('has no parameters for a vendor: other ones match no entry', async () => {
    const services = given('vendor-de');

    await callSellingPartnerApi(services, { ...VENDOR, sandbox: true });

    expect(callOf(services)).toEqual(expect.objectContaining({ query: {} }));
  });
});

describe('an answer that is not what the reference says', () => {
  it.each([
    [SELLERS, 'us', INPUT, { payload: [{ marketplace: { id: 'FAKE_VALUE' } }] }, 'payload.0.participation'],
    [SELLERS, 'us', INPUT, 'FAKE_VALUE', 'input'],
    ['getPurchaseOrders', 'vendor-de', VENDOR, { payload: { orders: 'FAKE_VALUE' } }, 'payload.orders'],
  ])('is named, field by field, and not quoted: %s', async (operation, name, input, body, field) => {
    const services = given(name);
    services.spApi.answer(operation, body);

    const error = await errorOf(callSellingPartnerApi(services, input));

    expect(error).toBeInstanceOf(UnexpectedReply);
    expect(error.what).toContain(`${operation} answered 200, but not in the form of its reference: `);
    expect(error.what).toContain(`${field}: must be of type`);
    expect(error.message).not.toContain('FAKE_VALUE');
  });
});

describe('a refusal', () => {
  it('of SP-API is thrown on', async () => {
    const services = given();
    const refusal = new SpApiDenied({ what: '403', remedy: 'check the roles' });
    services.spApi.failNext('get', refusal);

    const error = await errorOf(callSellingPartnerApi(services, INPUT));

    expect(error).toBe(refusal);
  });

  it('of the role is no matter of time any more', async () => {
    const services = given();
    services.sts.deny(ROLE_ARN);

    const error = await errorOf(callSellingPartnerApi(services, INPUT));

    expect(error).toBeInstanceOf(AssumeRoleDenied);
    expect(services.spApi.calls).toEqual([]);
  });
});
