import { describe, expect, it } from '@jest/globals';
import { MissingParameter } from '#shared/errors/broken.ts';
import { AuthorizationRevoked } from '#shared/errors/refused.ts';
import { exchangeLwaToken } from '../../../functions/exchange-lwa-token/exchange-lwa-token.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { FAKE_REFRESH_TOKEN } from '../../support/fakes/lwa.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import {
  APP,
  anAuthorization,
  aVendorAuthorization,
  errorOf,
  PATHS,
  seedAuthorization,
  seedClient,
} from '../../support/subjects.ts';

const INPUT = { appName: APP, sandbox: false, authorization: anAuthorization() };

describe('exchangeLwaToken', () => {
  it('keeps what another service needs to connect, and drops the token', async () => {
    const services = fakeServices();
    seedAuthorization(services.parameters);

    const output = await exchangeLwaToken(services, INPUT);

    const endpoint = 'https://sellingpartnerapi-na.example.com';
    expect(output).toEqual({ endpoint, expiresIn: 3600, exchangedAt: NOW });
    expect(services.parameters.json(PATHS.authorization('us').details)).toEqual({
      sellingPartner: 'seller',
      marketplace: 'US',
      marketplaceId: 'ATVPDKIKX0DER',
      region: 'NA',
      sandbox: false,
      endpoint,
    });
    expect(JSON.stringify(services.parameters.all())).not.toContain('FAKE_ACCESS_TOKEN');
  });

  it('gives the sandbox of the account, region by region', async () => {
    const services = fakeServices();
    seedAuthorization(services.parameters, 'vendor-de');

    const output = await exchangeLwaToken(services, {
      ...INPUT,
      sandbox: true,
      authorization: aVendorAuthorization(),
    });

    expect(output.endpoint).toBe('https://sandbox.sellingpartnerapi-eu.example.com');
  });

  it('says that client id and secret are not stored', async () => {
    const error = await errorOf(exchangeLwaToken(fakeServices(), INPUT));

    expect(error).toBeInstanceOf(MissingParameter);
    expect(error.what).toBe(`The LWA client id and secret of ${APP} are not in Parameter Store.`);
  });

  it('names the refresh token that is not stored', async () => {
    const services = fakeServices();
    seedClient(services.parameters);

    const error = await errorOf(exchangeLwaToken(services, INPUT));

    expect(error).toBeInstanceOf(MissingParameter);
    expect(error.details).toEqual({ parameter: PATHS.authorization('us').refreshToken });
  });

  it('stores nothing when the authorization was revoked', async () => {
    const services = fakeServices();
    seedAuthorization(services.parameters);
    services.lwa.revoke(FAKE_REFRESH_TOKEN);

    const error = await errorOf(exchangeLwaToken(services, INPUT));

    expect(error).toBeInstanceOf(AuthorizationRevoked);
    expect(services.parameters.valueOf(PATHS.authorization('us').details)).toBeUndefined();
  });
});
