import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { Evidence } from '#shared/diagnosis/evidence.ts';
import { readObservation, regionOf, type Seen } from '#shared/diagnosis/read-observations.ts';

function seenOf(observation: { call: string } & Record<string, unknown>): Seen {
  const [one] = z.parse(Evidence, { observations: [observation] }).observations;
  if (!one) throw new Error('no observation');
  return readObservation(one);
}

describe('whom a call went to', () => {
  it.each<[string, Record<string, unknown>, string, string]>([
    ['its name', { call: 'iam:CreateUser' }, 'iam', 'CreateUser'],
    ['the catalogue', { call: 'getMarketplaceParticipations' }, 'sp-api', 'getMarketplaceParticipations'],
    ['its path', { call: 'GET /orders/v0/orders/1' }, 'sp-api', 'getOrder'],
    [
      'its address',
      { call: 'a call', url: 'https://sellingpartnerapi-eu.amazon.com/orders/v0/orders/1' },
      'sp-api',
      'getOrder',
    ],
    ['its host', { call: 'a call', host: 'ssm.eu-west-1.amazonaws.com' }, 'ssm', 'a'],
    ['its endpoint', { call: 'a call', endpoint: 'https://api.amazon.com/auth/o2/token' }, 'lwa', 'a'],
    [
      'the error of a library',
      {
        call: 'a call',
        message:
          'An error occurred (Throttling) when calling the GetRole operation: Rate (Service: AmazonIdentityManagement)',
      },
      'iam',
      'a',
    ],
    [
      'an error that only SP-API writes',
      { call: 'a call', message: 'Access to requested resource is denied.' },
      'sp-api',
      'a',
    ],
    ['nothing', { call: 'a call', message: 'No.' }, 'other', 'a'],
    ['its name before its host', { call: 'iam:Do', host: 'ssm.eu-west-1.amazonaws.com' }, 'iam', 'Do'],
    [
      'its host before the catalogue',
      { call: 'getMarketplaceParticipations', host: 'ssm.eu-west-1.amazonaws.com' },
      'ssm',
      'getMarketplaceParticipations',
    ],
  ])('is read from %s', (_, observation, service, operation) => {
    const seen = seenOf(observation as { call: string });

    expect([seen.service, seen.operation]).toEqual([service, operation]);
  });

  it('is AWS where its name says so, though SP-API has such an operation', () => {
    const { service, known } = seenOf({ call: 'lambda:getOrders' });

    expect([service, known]).toEqual(['lambda', undefined]);
  });

  it.each([
    ['sp-api:GET /orders/v0/orders', 'GET'],
    ['sp-api:getMarketplaceParticipations', 'GET'],
    ['sp-api:/feeds/2021-06-30/feeds', undefined],
    ['iam:CreateUser', undefined],
  ])('%s has the method %s', (call, method) => {
    expect(seenOf({ call }).method).toBe(method);
  });
});

describe('where a call went', () => {
  it.each([
    ['sellingpartnerapi-na.amazon.com', 'NA'],
    ['https://sandbox.sellingpartnerapi-FE.amazon.com', 'FE'],
    ['us-east-1', 'NA'],
    ['EU-WEST-1', 'EU'],
    ['us-west-2', 'FE'],
    ['eu', 'EU'],
    ['the FE region', 'FE'],
    ['neu', undefined],
    ['eu-central-1', 'EU'],
    ['', undefined],
    [undefined, undefined],
  ])('%s is in %s', (text, region) => {
    expect(regionOf(text)).toBe(region);
  });

  it.each(['region', 'host', 'endpoint', 'url'])('is read from its %s', (name) => {
    const place = name === 'region' ? 'EU' : 'https://sandbox.sellingpartnerapi-eu.amazon.com';

    expect(seenOf({ call: 'sp-api:unheard', [name]: place })).toMatchObject({
      region: 'EU',
      sandbox: name !== 'region',
    });
  });

  it('is a region of AWS for AWS, and NA, EU or FE for others', () => {
    const ofAws = seenOf({ call: 'sts:AssumeRole', headers: { Host: 'sts.EU-West-1.amazonaws.com' } });
    const ofAmazon = seenOf({ call: 'sp-api:unheard', region: 'eu-west-1' });

    expect([ofAws.awsRegion, ofAws.region]).toEqual(['eu-west-1', undefined]);
    expect([ofAmazon.awsRegion, ofAmazon.region]).toEqual(['eu-west-1', 'EU']);
  });
});

describe('what an answer says', () => {
  const call = 'sp-api:unheard';

  it.each<[Record<string, unknown>, string[]]>([
    [{ code: 'AccessDeniedException' }, ['accessdenied']],
    [{ headers: { 'X-Amzn-ErrorType': 'Throttling:http://x/' } }, ['throttling']],
    [{ headers: { 'x-amzn-errortype': ['Throttling', 'x'] } }, ['throttling']],
    [{ code: 'A1', message: '{"code":"B2","message":"m"}' }, ['a1', 'b2']],
    [{ code: '403' }, []],
    [{ code: '12' }, []],
    [{ message: 'LooksLikeACode' }, []],
  ])('%j names the codes %j', (answer, said) => {
    expect(seenOf({ call, ...answer }).said).toEqual(said);
  });

  it.each<[Record<string, unknown>, number | undefined]>([
    [{ httpStatus: 403 }, 403],
    [{ httpStatus: '403 Forbidden' }, 403],
    [{ code: ' 403 ' }, 403],
    [{ code: '200' }, undefined],
    [{ message: 'Request failed with status code 429' }, 429],
    [{ httpStatus: 400, code: '403' }, 400],
    [{}, undefined],
  ])('%j has the status %s', (answer, status) => {
    expect(seenOf({ call, ...answer }).status).toBe(status);
  });

  it.each<[Record<string, unknown>, boolean]>([
    [{ httpStatus: 200 }, true],
    [{ httpStatus: 299 }, true],
    [{ httpStatus: 300 }, false],
    [{ httpStatus: 199 }, false],
    [{ code: 'OK' }, true],
    [{ code: 'Success' }, true],
    [{ code: 'Okay' }, false],
    [{ code: 'OK', httpStatus: 500 }, false],
    [{}, false],
  ])('%j is good: %s', (answer, ok) => {
    expect(seenOf({ call, ...answer }).ok).toBe(ok);
  });

  it.each([
    ['', ''],
    [' x ', 'x'],
    ['""', ''],
    ['null', ''],
    ['{}', ''],
    ['[]', ''],
    [null, ''],
  ])('the details %j are %j', (details, expected) => {
    expect(seenOf({ call, details }).details).toBe(expected);
  });

  it('its words are without its codes, and a sentence in place of the code is one', () => {
    const { text } = seenOf({
      call,
      code: 'QuotaExceeded',
      message: 'Slow down, QuotaExceeded and QuotaLeft.',
    });

    expect(text).toMatch(/^slow down, {3}and quotaleft\./);
    expect(text).not.toContain('quotaexceeded');
    expect(seenOf({ call, code: 'You are too fast', message: 'No.' }).text).toMatch(
      /^you are too fast \| no\./,
    );
    expect(seenOf({ call, message: 'com.amazon.coral.Denied happened' }).text).toMatch(
      /^\s*happened(?! denied)/,
    );
  });

  it('it tells its time, its page and its token', () => {
    const seen = seenOf({
      call,
      at: '2027-01-01T00:00:00Z',
      message: '<html>no</html>',
      headers: { 'X-Amz-Access-Token': 'Atza|FAKE' },
    });

    expect([seen.at, seen.page, seen.token]).toEqual([Date.parse('2027-01-01T00:00:00Z'), true, 'Atza|FAKE']);
    const { at, page, token } = seenOf({ call, at: 'soon' });
    expect([at, page, token]).toEqual([undefined, false, undefined]);
  });

  it('of a long code, call or address the first 2,000 characters count', () => {
    const long = 'x'.repeat(1_999);

    expect(seenOf({ call: `sp-api:${long}`, region: `${long} eu` })).toMatchObject({
      operation: 'x'.repeat(1_993),
      region: undefined,
    });
  });
});
