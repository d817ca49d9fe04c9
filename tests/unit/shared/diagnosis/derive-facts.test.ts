import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { Evidence, type GivenEvidence } from '#shared/diagnosis/evidence.ts';
import type { Facts } from '#shared/diagnosis/fact-table.ts';
import { viewsOf } from '#shared/diagnosis/view.ts';
import { ROLE_ARN, USER_ARN } from '../../../support/subjects.ts';

type Observation = NonNullable<GivenEvidence['observations']>[number];
type Given = Record<string, unknown>;

/** The facts about the last of some calls, which failed unless it says otherwise. */
function factsOf(facts: Given, ...observations: Observation[]): Facts {
  const views = viewsOf(z.parse(Evidence, { observations, facts }));
  return (observations.length > 0 ? views.filter(({ about }) => about) : views).at(-1)?.facts ?? {};
}

const DENIED = { httpStatus: 403, code: 'AccessDenied', message: 'Denied.' };
const orders = (more: Given = {}): Observation => ({ call: 'sp-api:getOrders', ...DENIED, ...more });

describe('what AWS says', () => {
  const get = (what: string, more: Given): Observation => ({ call: `iam:Get${what}`, ...more });

  it.each<[string, Given, boolean | undefined]>([
    ['is found', { httpStatus: 200 }, true],
    ['has no entity', { code: 'NoSuchEntityException', message: 'No.' }, false],
    ['is answered 404', { httpStatus: 404, message: 'No.' }, false],
    ['is denied', DENIED, undefined],
  ])('a role or user that %s is there, or not, or nobody knows', (_, answer, expected) => {
    const call = { call: 'sts:AssumeRole', ...DENIED };

    expect([
      factsOf({}, get('Role', answer), call).roleExists,
      factsOf({}, get('User', answer), call).userExists,
      factsOf({}, get('UserPolicy', answer), call).userExists,
      factsOf({ roleExists: false, userExists: false }, get('Role', answer), call).roleExists,
    ]).toEqual([expected, expected, undefined, false]);
  });

  it.each([
    ['AKIAABCDEFGHIJKLMNOP', true],
    ['ASIAABCDEFGHIJKLMNOP', true],
    ['AKIAABCDEFGHIJKLMNO', false],
    ['AKIAABCDEFGHIJKLMNOP ', false],
    ['AROAABCDEFGHIJKLMNOP', false],
  ])('the access key id %j is whole: %s', (accessKeyId, expected) => {
    expect(factsOf({ accessKeyId }).accessKeyIdFormatValid).toBe(expected);
    expect(factsOf({ accessKeyId, accessKeyIdFormatValid: !expected }).accessKeyIdFormatValid).toBe(
      !expected,
    );
  });

  it('no access key id says nothing', () => {
    expect(factsOf({ accountId: '111122223333' })).toEqual({ accountId: '111122223333' });
  });

  it.each([
    ['us-east-1', false],
    ['us-west-2', false],
    ['us-gov-west-1', false],
    ['cn-north-1', false],
    ['ap-south-1', false],
    ['ap-northeast-3', false],
    ['ap-southeast-2', false],
    ['ca-central-1', false],
    ['eu-central-1', false],
    ['eu-west-3', false],
    ['eu-north-1', false],
    ['sa-east-1', false],
    ['ap-southeast-3', true],
    ['ap-east-1', true],
    ['eu-south-1', true],
    ['eu-central-2', true],
    ['me-south-1', true],
    ['af-south-1', true],
  ])('%s has to be enabled: %s', (region, expected) => {
    expect(factsOf({}, { call: 'sts:AssumeRole', region, ...DENIED }).optInRegion).toBe(expected);
  });

  const sentence = (action: string) =>
    `User: ${USER_ARN} is not authorized to perform: ${action} on resource: ${ROLE_ARN}`;
  const assume = (message = sentence('sts:AssumeRole')): Observation => ({
    call: 'sts:AssumeRole',
    ...DENIED,
    message,
  });

  it('its sentence names who called, and the role of AssumeRole alone', () => {
    expect(factsOf({}, assume())).toEqual({ callerArn: USER_ARN, roleArn: ROLE_ARN });
    expect(factsOf({}, { call: 'iam:GetRole', ...DENIED, message: sentence('iam:GetRole') })).toEqual({
      callerArn: USER_ARN,
    });
    expect(factsOf({ callerArn: 'x', roleArn: 'y' }, assume())).toEqual({ callerArn: 'x', roleArn: 'y' });
  });

  it.each([
    ['1111-2222-3333', true],
    ['999999999999', false],
  ])('the account %s is that of the role: %s', (accountId, expected) => {
    const principal: Observation = {
      call: 'iam:CreateRole',
      httpStatus: 400,
      code: 'MalformedPolicyDocument',
      message: `Invalid principal in policy: "AWS":"${USER_ARN}"`,
    };

    expect(factsOf({ accountId }, assume()).accountMatches).toBe(expected);
    expect(factsOf({ accountId }, principal).accountMatches).toBe(expected);
    expect(factsOf({ accountId, accountMatches: !expected }, assume()).accountMatches).toBe(!expected);
    expect(
      factsOf({ accountId }, { call: 'iam:GetRole', ...DENIED, message: sentence('iam:GetRole') })
        .accountMatches,
    ).toBeUndefined();
  });

  it.each<[unknown, boolean | undefined]>([
    [['*'], true],
    [[USER_ARN], true],
    [['111122223333'], true],
    [['arn:aws:iam::111122223333:root'], true],
    [['arn:aws:iam::111122223333:user/other', '999999999999'], false],
    [[], undefined],
  ])('a role that trusts %j trusts the caller: %s', (trustPrincipals, expected) => {
    expect(factsOf({ trustPrincipals, callerArn: USER_ARN }).trustPolicyAllowsCaller).toBe(expected);
    expect(factsOf({ trustPrincipals }).trustPolicyAllowsCaller).toBeUndefined();
  });
});

describe('what Amazon says', () => {
  it.each([
    ['Atc|x', 'grantless'],
    ['grantless', 'grantless'],
    ['Client_Credentials', 'grantless'],
    ['Atz.sprdt|x', 'rdt'],
    ['a restricted data token', 'rdt'],
    ['Atzr|x', 'refresh'],
    ['refresh', 'refresh'],
    ['the refresh_token', 'refresh'],
    ['Atza|x', 'seller'],
    ['of a vendor', 'seller'],
    ['something', 'other'],
  ])('the token %s is of the kind %s', (tokenKind, kind) => {
    expect(factsOf({ tokenKind }).tokenKind).toBe(kind);
    expect(factsOf({}, orders({ headers: { 'x-amz-access-token': tokenKind } })).tokenKind).toBe(kind);
  });

  it.each([
    ['Atzr|FAKE', true],
    ['Atzr', true],
    ['Atza|FAKE', false],
    ['"Atzr|FAKE', false],
  ])('a refresh token that begins with %s is whole: %s', (refreshTokenPrefix, expected) => {
    expect(factsOf({ refreshTokenPrefix }).refreshTokenFormatValid).toBe(expected);
    expect(factsOf({ marketplaceId: 'US' }).refreshTokenFormatValid).toBeUndefined();
  });

  it.each([
    ['sp-api:getOrders', 'probably seller'],
    ['sp-api:getMarketplaceParticipations', 'seller'],
    ['sp-api:getPurchaseOrders', 'vendor'],
    ['sp-api:GET /vendor/unheard/v1/of', 'vendor'],
    ['sp-api:createReport', 'both'],
    ['sp-api:createDestination', undefined],
    ['lwa:refresh_token', undefined],
  ])('%s takes the token of: %s', (call, apiFamily) => {
    expect(factsOf({}, { ...orders(), call }).apiFamily).toBe(apiFamily);
    expect(factsOf({ apiFamily: 'given' }, { ...orders(), call }).apiFamily).toBe('given');
  });

  it.each([
    ['sandbox', { host: 'sandbox.sellingpartnerapi-eu.amazon.com' }, { sandbox: true, endpointRegion: 'EU' }],
    ['host', { host: 'sellingpartnerapi-fe.amazon.com' }, { endpointRegion: 'FE' }],
    ['AWS region', { region: 'us-east-1' }, { endpointRegion: 'NA' }],
  ])('its %s tells where a call went', (_, where, expected) => {
    const { sandbox, endpointRegion } = factsOf({}, orders(where));

    expect({ ...(sandbox && { sandbox }), endpointRegion }).toEqual(expected);
    expect(factsOf({ endpointRegion: 'NA' }, orders(where)).endpointRegion).toBe('NA');
  });

  it.each(['tokenRegion', 'endpointRegion', 'marketplaceRegion'])(
    '%s is NA, EU or FE, or not known',
    (name) => {
      const read = (region: string) => factsOf({ [name]: region })[name as keyof Facts];

      expect(['eu-west-1', 'na', 'FE (Japan)', 'Mars'].map(read)).toEqual(['EU', 'NA', 'FE', undefined]);
    },
  );

  it.each([
    ['us-west-2', 'FE'],
    ['yes', 'yes'],
  ])('a call that works in %s works in %s', (worksInRegion, expected) => {
    expect(factsOf({ worksInRegion }).worksInRegion).toBe(expected);
  });

  it.each<[unknown, unknown, Facts]>([
    ['ATVPDKIKX0DER', undefined, { marketplaceRegion: 'NA' }],
    ['de', undefined, { marketplaceRegion: 'EU' }],
    [['unheard', 'JP'], undefined, { marketplaceRegion: 'FE' }],
    ['unheard', undefined, {}],
    ['DE', ['A1PA6795UKMFR9'], { marketplaceRegion: 'EU', marketplaceParticipates: true }],
    ['A1PA6795UKMFR9', ['DE', 'FR'], { marketplaceRegion: 'EU', marketplaceParticipates: true }],
    [['DE', 'US'], ['DE'], { marketplaceRegion: 'EU', marketplaceParticipates: false }],
  ])('the marketplaces %j of an account in %j', (marketplaceId, participations, expected) => {
    const { marketplaceRegion, marketplaceParticipates } = factsOf({ marketplaceId, participations });

    expect(JSON.parse(JSON.stringify({ marketplaceRegion, marketplaceParticipates }))).toEqual(expected);
  });

  it('the participations alone say nothing about a marketplace', () => {
    expect(factsOf({ participations: ['DE'] }).marketplaceParticipates).toBeUndefined();
  });

  it.each<[Given, boolean | undefined]>([
    [{ requiredRoles: ['Pricing'], applicationRoles: ['pricing', 'Tax'] }, true],
    [{ requiredRoles: ['Pricing', 'Tax'], applicationRoles: ['TAX'] }, true],
    [{ requiredRoles: ['Pricing'], applicationRoles: ['Tax'] }, false],
    [{ requiredRoles: ['Pricing'] }, undefined],
    [{ applicationRoles: ['Pricing'] }, undefined],
  ])('%j: a role is on the application: %s', (facts, expected) => {
    expect(factsOf(facts).roleOnApplication).toBe(expected);
  });

  it.each<[Given, boolean | undefined]>([
    [{ roleAddedAt: '2026-02-02', authorizedAt: '2026-02-01' }, true],
    [{ roleAddedAt: '2026-02-01', authorizedAt: '2026-02-02' }, false],
    [{ roleAddedAt: '2026-02-01', authorizedAt: '2026-02-01' }, false],
    [{ roleAddedAt: '2026-02-01' }, undefined],
    [{ authorizedAt: '2026-02-01' }, undefined],
  ])('%j: a role was added after the authorization: %s', (facts, expected) => {
    expect(factsOf(facts).roleAddedAfterAuthorization).toBe(expected);
  });

  it.each<[string[], boolean | undefined]>([
    [['arn:aws:iam::437568002678:root'], true],
    [['111122223333', '*'], true],
    [['arn:aws:iam::111122223333:root'], false],
    [[], undefined],
  ])('a queue that lets %j send lets Amazon: %s', (queuePolicyPrincipals, expected) => {
    expect(factsOf({ queuePolicyPrincipals }).queuePolicyAllowsAmazon).toBe(expected);
  });

  it.each([
    ['2020-01-01T00:00:00Z', true],
    ['2026-11-20T00:00:00Z', false],
    [undefined, undefined],
  ])('a call of a removed operation at %s was before its removal: %s', (at, expected) => {
    const call = 'sp-api:POST /feeds/2020-09-04/feeds';

    expect(factsOf({}, { ...orders({ at }), call }).beforeRemoval).toBe(expected);
    expect(factsOf({}, orders({ at })).beforeRemoval).toBeUndefined();
  });
});

describe('what time says', () => {
  const at = (minute: number) => `2026-11-20T00:${String(minute).padStart(2, '0')}:00Z`;
  const good = (minute: number) =>
    orders({ httpStatus: 200, code: undefined, message: undefined, at: at(minute) });
  const failed = (minute: number, more: Given = {}) => orders({ at: at(minute), ...more });

  it.each<[string, Observation[], Facts]>([
    ['fails twice', [failed(1), failed(4)], { persistsForSeconds: 180 }],
    ['fails twice, told in the other order', [failed(4), failed(1)], { persistsForSeconds: 180 }],
    ['fails three times', [failed(2), failed(1), failed(9)], { persistsForSeconds: 480 }],
    ['fails once', [failed(1)], {}],
    ['fails with other words', [failed(1, { message: 'Other words.' }), failed(4)], {}],
    ['fails in another region', [failed(1, { region: 'EU' }), failed(4, { region: 'NA' })], {}],
    ['works later', [good(5), failed(1)], { retrySucceeded: true }],
    ['worked before', [good(1), failed(5)], {}],
    ['worked before, failing twice', [good(1), failed(3), failed(5)], { persistsForSeconds: 120 }],
    ['works between', [good(4), good(2), failed(3), failed(1)], { retrySucceeded: true }],
  ])('of a call that %s', (_, observations, expected) => {
    const { persistsForSeconds, retrySucceeded } = factsOf({}, ...observations);

    expect(JSON.parse(JSON.stringify({ persistsForSeconds, retrySucceeded }))).toEqual(expected);
  });

  it('what was given stays', () => {
    expect(factsOf({ persistsForSeconds: 1 }, failed(1), failed(4)).persistsForSeconds).toBe(1);
    expect(factsOf({ retrySucceeded: false }, good(5), failed(1)).retrySucceeded).toBe(false);
  });

  const AGES = {
    accessKeyCreatedAt: '2026-11-19T23:59:00Z',
    roleCreatedAt: '2026-11-19T23:58:00Z',
    authorizedAt: '2026-11-19T00:01:00Z',
  };

  it.each<[string, Given, Observation[]]>([
    ['the time that is given', { now: at(1) }, []],
    ['the time of the call', {}, [failed(1)]],
    ['the last time of all, where none failed', {}, [good(0), good(1)]],
  ])('ages are counted until %s', (_, given, observations) => {
    const views = viewsOf(z.parse(Evidence, { observations, facts: { ...AGES, ...given } }));

    expect(views.at(-1)?.facts).toMatchObject({
      accessKeyAgeSeconds: 120,
      roleAgeSeconds: 180,
      authorizationAgeDays: 86_400,
    });
  });

  it('without a time there is no age', () => {
    expect(Object.keys(factsOf(AGES)).toSorted()).toEqual(Object.keys(AGES).toSorted());
  });
});

describe('what a rate says', () => {
  it.each<[Given, boolean | undefined]>([
    [{ publishedRatePerSecond: 2, callsPerSecond: 2.1 }, true],
    [{ publishedRatePerSecond: 2, callsPerSecond: 2.2 }, false],
    [{ publishedRatePerSecond: 2, callIntervalSeconds: 1 }, true],
    [{ publishedRatePerSecond: 2, callIntervalSeconds: 0.1 }, false],
    [{ publishedRatePerSecond: 0, callsPerSecond: 1 }, undefined],
    [{ publishedRatePerSecond: 2 }, undefined],
  ])('%j is below the published one: %s', (facts, expected) => {
    expect(factsOf(facts, orders()).belowPublishedRate).toBe(expected);
    expect(factsOf(facts, { ...orders(), call: 'lwa:token' }).belowPublishedRate).toBeUndefined();
  });

  it.each([
    [0.016, true],
    [1, false],
  ])(
    '%d calls a second are fewer than the catalogue allows the operation: %s',
    (callsPerSecond, expected) => {
      const call = { ...orders(), call: 'sp-api:getMarketplaceParticipations' };

      expect(factsOf({ callsPerSecond }, call).belowPublishedRate).toBe(expected);
    },
  );
});
