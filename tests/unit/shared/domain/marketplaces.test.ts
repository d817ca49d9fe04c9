import { describe, expect, it } from '@jest/globals';
import { findMarketplace, MARKETPLACE_CODES, MARKETPLACES } from '#shared/domain/marketplaces.ts';
import { REGIONS, signingRegion, spApiEndpoint } from '#shared/domain/regions.ts';

const TEMPLATE = 'https://{host}.amazon.com';

describe('the marketplaces', () => {
  it('are the 23 that Amazon lists, by region', () => {
    const codes = REGIONS.map((region) =>
      MARKETPLACES.filter((one) => one.region === region).map(({ code }) => code),
    );

    expect(codes).toEqual([
      ['CA', 'US', 'MX', 'BR'],
      ['IE', 'ES', 'UK', 'FR', 'BE', 'NL', 'DE', 'IT', 'SE', 'ZA', 'PL', 'EG', 'TR', 'SA', 'AE', 'IN'],
      ['SG', 'AU', 'JP'],
    ]);
    expect(MARKETPLACE_CODES).toHaveLength(23);
  });

  it('have ids of their own, in the form of marketplace ids', () => {
    const ids = MARKETPLACES.map(({ id }) => id);

    expect(new Set(ids).size).toBe(23);
    expect(ids.filter((id) => !/^A[A-Z0-9]{12,13}$/.test(id))).toEqual([]);
  });

  it('name the host of their Seller Central, and of their Vendor Central where there is one', () => {
    const hosts = MARKETPLACES.flatMap(({ sellerCentral, vendorCentral }) => [
      sellerCentral,
      ...(vendorCentral ? [vendorCentral] : []),
    ]);

    expect(hosts.filter((host) => !/^(www\.)?(seller|vendor)central[a-z.-]+$/.test(host))).toEqual([]);
    expect(MARKETPLACES.filter(({ vendorCentral }) => !vendorCentral).map(({ code }) => code)).toEqual([
      'IE',
      'ZA',
    ]);
  });

  it('have the English names of their countries', () => {
    const names = new Intl.DisplayNames('en', { type: 'region' });
    const others: Record<string, string> = { UK: 'United Kingdom', TR: 'Turkey' };

    for (const { code, country } of MARKETPLACES) expect(country).toBe(others[code] ?? names.of(code));
  });

  it.each([...MARKETPLACE_CODES])('are found by code and by id: %s', (code) => {
    const found = findMarketplace(code);

    expect(found?.code).toBe(code);
    expect(findMarketplace(found?.id ?? '')).toBe(found);
  });

  it('know GB as UK', () => {
    const found = [findMarketplace('GB'), findMarketplace('gb')].map((one) => one?.id);

    expect(found).toEqual(['A1F83G8C2ARO7P', 'A1F83G8C2ARO7P']);
  });

  it.each(['us', 'Us', ' us '])('are known in any case: %s', (code) => {
    expect(findMarketplace(code)?.code).toBe('US');
  });

  it.each(['XX', '', 'constructor'])('do not know "%s"', (code) => {
    const found = findMarketplace(code);

    expect(found).toBeUndefined();
  });
});

describe('a region', () => {
  it.each([
    ['NA', 'us-east-1', 'sellingpartnerapi-na'],
    ['EU', 'eu-west-1', 'sellingpartnerapi-eu'],
    ['FE', 'us-west-2', 'sellingpartnerapi-fe'],
  ] as const)('has its signing region, endpoint and sandbox: %s', (region, aws, host) => {
    const found = [
      signingRegion(region),
      spApiEndpoint(TEMPLATE, region, false),
      spApiEndpoint(TEMPLATE, region, true),
    ];

    expect(found).toEqual([aws, `https://${host}.amazon.com`, `https://sandbox.${host}.amazon.com`]);
  });

  it('may have an address without a host of its own', () => {
    const endpoint = spApiEndpoint('http://127.0.0.1:4010/{host}', 'FE', true);

    expect(endpoint).toBe('http://127.0.0.1:4010/sandbox.sellingpartnerapi-fe');
  });
});
