import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { Evidence } from '#shared/diagnosis/evidence.ts';
import { aboutOperation } from '#shared/diagnosis/operation-words.ts';
import { knownOperation } from '#shared/diagnosis/reading/known-operation.ts';
import { nextFor, unknownCause } from '#shared/diagnosis/unknown-cause.ts';
import { type View, viewsOf } from '#shared/diagnosis/view.ts';

const viewOf = (call: string, more: Record<string, unknown> = {}): View => {
  const observations = [{ call, httpStatus: 403, message: 'No.', ...more }];
  const [view] = viewsOf(z.parse(Evidence, { observations }));
  if (!view) throw new Error('no view');
  return view;
};
const REMOVED = 'sp-api:GET /catalog/v0/items/B01';

describe('the catalogue adds', () => {
  it.each([
    [
      'sp-api:getMarketplaceParticipations',
      {},
      /^getMarketplaceParticipations needs one of these roles: .+, .+\.$/,
    ],
    [
      'sp-api:getMarketplaceParticipations',
      { region: 'NA' },
      /^getMarketplaceParticipations needs one of these roles in NA: Product Listing, Selling Partner Insights\.$/,
    ],
    ['sp-api:createDestination', {}, undefined],
    ['sp-api:unheard', {}, undefined],
    ['lwa:token', {}, undefined],
  ])('the roles of %s %j', (call, more, words) => {
    const said = aboutOperation('roles', viewOf(call, more));

    if (words) expect(said).toMatch(words);
    else expect(said).toBeUndefined();
  });

  it.each([
    [REMOVED, 'Call getCatalogItem 2022-04-01; getCatalogItem was removed on 2025-04-24.'],
    ['sp-api:GET /authorization/v1/authorizationCode', undefined],
    ['sp-api:getMarketplaceParticipations', undefined],
  ])('the successor of %s', (call, words) => {
    expect(aboutOperation('successor', viewOf(call))).toBe(words);
  });

  it.each([
    [
      'sp-api:POST /auth/o2/token',
      'This is the path of a token request: send it to https://api.amazon.com/auth/o2/token.',
    ],
    ['sp-api:DELETE /orders/v0/orders', 'This path takes GET, not DELETE.'],
    ['sp-api:DELETE /feeds/2021-06-30/feeds', 'This path takes GET or POST, not DELETE.'],
    ['sp-api:GET /unheard', 'The catalogue of SP-API has no operation at this path.'],
    ['sp-api:unheard', undefined],
    ['sp-api:getMarketplaceParticipations', undefined],
  ])('what is wrong with the address of %s', (call, words) => {
    expect(aboutOperation('address', viewOf(call))).toBe(words);
  });

  it('nothing where no call failed', () => {
    const [view] = viewsOf(z.parse(Evidence, {}));

    expect(
      view && (['roles', 'successor', 'address'] as const).map((what) => aboutOperation(what, view)),
    ).toEqual([undefined, undefined, undefined]);
  });
});

describe('of a call the catalogue knows', () => {
  it.each<[string, object]>([
    [
      'getMarketplaceParticipations',
      {
        account: 'seller',
        guessed: false,
        grantless: false,
        marketplaces: false,
        rate: 0.016,
        otherMethods: [],
      },
    ],
    ['getPurchaseOrders', { account: 'vendor', guessed: false, grantless: false, marketplaces: false }],
    ['createDestination', { guessed: false, grantless: true, marketplaces: false }],
    ['getOrders', { guessed: true, account: 'seller', grantless: false, marketplaces: true }],
    ['GET /catalog/v0/items/B01', { removed: expect.objectContaining({ since: '2025-04-24' }) }],
    ['DELETE /orders/v0/orders', { otherMethods: ['GET'] }],
  ])('%s: %j', (text, expected) => {
    const { operations: _, key: __, ...known } = knownOperation([undefined, 'unheard', text]) ?? {};

    expect(known).toMatchObject(expected);
    if (!('account' in expected)) expect(knownOperation([text])?.key).toMatch(/^[A-Z]+ \//);
  });

  it('the first text that names one', () => {
    expect(knownOperation(['createDestination', 'getOrders'])?.grantless).toBe(true);
    expect(knownOperation(['unheard', undefined, 'FETCH /orders/v0/orders'])).toBeUndefined();
  });
});

describe('where nothing fits', () => {
  it.each([
    ['lwa', /^lwa: error, error_description/],
    ['sp-api', /^sp-api: code, message, details/],
    ['console', /^the page: its address/],
    ['iam', /^iam: code, message, HTTP status/],
    ['aws', /^the service: code, message, HTTP status/],
    ['other', /^the service: /],
    [undefined, /^the service: /],
  ] as const)('what is looked at next is that of the service: %s', (service, first) => {
    const next = nextFor(service);

    expect(next[0]).toMatch(first);
    expect(next).toHaveLength(3);
    expect(next.filter((probe) => !/\w/.test(probe))).toEqual([]);
  });

  it('each service is asked for once, and a signature only of SP-API', () => {
    const signed = { message: 'The request signature we calculated does not match.' };
    const views = [viewOf('sp-api:unheard', signed), viewOf('lwa:unheard', signed), viewOf('lwa:other')];
    const next = [views, views.slice(1)].map((some) => unknownCause(some).next);

    expect(next.map((probes) => probes.length)).toEqual([7, 3]);
    expect(next.map(([first]) => first?.split(':')[0])).toEqual(['host that answered', 'lwa']);
  });
});
