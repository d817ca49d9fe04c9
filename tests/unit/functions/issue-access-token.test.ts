import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { issueAccessToken } from '../../../functions/issue-access-token/issue-access-token.ts';
import { Input } from '../../../functions/issue-access-token/schema.ts';
import { FAKE_ACCESS_TOKEN, FAKE_REFRESH_TOKEN, FAKE_ROTATION_TOKEN } from '../../support/fakes/lwa.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { APP, PATHS, seedAuthorization } from '../../support/subjects.ts';

const INPUT = { appName: APP, authorization: 'us' };

async function set() {
  const asked: { target: string; body?: string; endpoint: string }[] = [];
  const services = {
    ...fakeServices(),
    tokens: new Map(),
    anySpApi: {
      send: async (request: { target: string; body?: string; endpoint: string }) => {
        asked.push(request);
        const body = { restrictedDataToken: 'Atz.sprdt|FAKE', expiresIn: 3600 };
        return { status: 200, headers: new Headers(), body };
      },
    },
  };
  seedAuthorization(services.parameters);
  const { refreshToken } = PATHS.authorization('us');
  await services.parameters.put(APP, refreshToken, new Sensitive(FAKE_REFRESH_TOKEN));
  const details = { region: 'NA', endpoint: 'https://sandbox.sellingpartnerapi-na.example.com' };
  await services.parameters.put(APP, PATHS.authorization('us').details, JSON.stringify(details));
  const issue = (more = {}, alias?: string) =>
    issueAccessToken(services, Input.parse({ ...INPUT, ...more }), alias);
  return { services, asked, issue };
}

describe('issueAccessToken', () => {
  it('gives a token, when it ends, and where and how to call', async () => {
    const { services, issue } = await set();

    expect(await issue()).toEqual({
      accessToken: FAKE_ACCESS_TOKEN,
      expiresAt: new Date(services.clock.now().getTime() + 3_600_000).toISOString(),
      endpoint: 'https://sandbox.sellingpartnerapi-na.example.com',
      region: 'NA',
      userAgent: expect.stringMatching(/^acme-orders\/1\.0 \(Language=/),
    });
  });

  it('gives the same token again until five minutes before its end', async () => {
    const { services, issue } = await set();
    const first = await issue();

    services.clock.advance(54 * 60_000);
    expect((await issue()).expiresAt).toBe(first.expiresAt);
    services.clock.advance(60_000);
    expect((await issue()).expiresAt).not.toBe(first.expiresAt);
  });

  it('forgets a token when the account was authorized anew', async () => {
    const { services, issue } = await set();
    const first = await issue();

    services.clock.advance(1000);
    const stored = services.parameters.valueOf(PATHS.authorization('us').refreshToken);
    await services.parameters.put(APP, PATHS.authorization('us').refreshToken, new Sensitive(stored ?? ''));

    expect((await issue()).expiresAt).not.toBe(first.expiresAt);
  });

  it('gives a token of the application itself for a scope', async () => {
    const { issue } = await set();

    expect((await issue({ scope: 'sellingpartnerapi::notifications' })).accessToken).toBe(
      FAKE_ROTATION_TOKEN,
    );
  });

  it('gives a restricted data token for exactly the calls that are named, from production', async () => {
    const { asked, issue } = await set();
    const personalData = [
      { method: 'GET', path: '/orders/v0/orders/1/address', dataElements: ['shippingAddress'] },
    ];

    const { accessToken } = await issue({ personalData });
    await issue({ personalData });

    expect(accessToken).toBe('Atz.sprdt|FAKE');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ endpoint: 'https://sellingpartnerapi-na.example.com' });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ restrictedResources: personalData });
  });

  it.each([undefined, APP, `${APP}_us`])(
    'gives a token of the application by the alias %s',
    async (alias) => {
      expect((await (await set()).issue({}, alias)).accessToken).toBe(FAKE_ACCESS_TOKEN);
    },
  );

  it.each(['acme', `${APP}_de`, `${APP}-us`, '7'])(
    'gives no token of another application or account by the alias %s',
    async (alias) => {
      const { services, issue } = await set();
      const exchanges = services.lwa.calls.length;

      await expect(issue({}, alias)).rejects.toMatchObject({
        name: 'InvalidInput',
        message: expect.stringContaining(`The alias "${alias}"`),
      });
      expect(services.lwa.calls.length).toBe(exchanges);
    },
  );

  it('refuses an account that is not there, an unknown scope and an empty list', async () => {
    const { issue } = await set();

    await expect(issue({ authorization: 'de' })).rejects.toMatchObject({ name: 'MissingParameter' });
    const refused = [
      { scope: 'x' },
      { scope: 'sellingpartnerapi::client_credential:rotation' },
      { personalData: [] },
      { personalData: [{ method: 'GET', path: 'x?y' }] },
      { more: 1 },
    ];
    expect(refused.filter((more) => Input.safeParse({ ...INPUT, ...more }).success)).toEqual([]);
  });
});
