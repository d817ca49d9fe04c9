import { describe, expect, it } from '@jest/globals';
import type { SpApiCall } from '#shared/clients/sp-api.ts';
import { observeApplication } from '#shared/diagnosis/observe-application.ts';
import { packApplication } from '#shared/domain/stored-application.ts';
import { MissingParameter, UnexpectedReply } from '#shared/errors/broken.ts';
import { SpApiDenied } from '#shared/errors/refused.ts';
import { SpApiThrottled } from '#shared/errors/retryable.ts';
import { methodsOf } from '../../../support/fakes/controls.ts';
import { FAKE_REFRESH_TOKEN } from '../../../support/fakes/lwa.ts';
import { type FakeServices, fakeServices } from '../../../support/fakes/services.ts';
import {
  APP,
  anApplication,
  aVendorAuthorization,
  errorOf,
  PATHS,
  seedAuthorization,
  seedClient,
} from '../../../support/subjects.ts';

function registered(changes = {}): FakeServices {
  const services = fakeServices();
  services.parameters.seed(APP, { [PATHS.config]: packApplication(anApplication(changes)) });
  return services;
}

function authorized(changes = {}): FakeServices {
  const services = registered(changes);
  seedAuthorization(services.parameters);
  return services;
}

const denied = ({ operation, endpoint }: SpApiCall) =>
  new SpApiDenied({
    what: `${operation} on ${endpoint} answered 403 Unauthorized: Access to requested resource is denied.`,
    remedy: 'Check it.',
  });

/** Each observation by its call, region and status. */
const seenOf = async (services: FakeServices) =>
  (await observeApplication(services, APP)).map(({ account, works, evidence }) => [
    account,
    works,
    evidence.observations.map(({ call, region, httpStatus }) => [call, region, httpStatus].join(' ').trim()),
  ]);

const PROVED = 'lwa:client_credentials  200';
const EXCHANGED = 'lwa:refresh_token  200';
const SELLER = 'sp-api:getMarketplaceParticipations';

describe('an account', () => {
  it('that works is asked once, and everything worked', async () => {
    expect(await seenOf(authorized())).toEqual([['us', true, [PROVED, EXCHANGED, `${SELLER} NA 200`]]]);
  });

  it('that is denied is asked what tells its causes apart, after its own call', async () => {
    const services = authorized();
    services.spApi.whenAsked((call) => {
      throw denied(call);
    });

    const [observed] = await observeApplication(services, APP);

    expect([observed?.works, observed?.evidence.facts]).toEqual([
      false,
      expect.objectContaining({ endpointRegion: 'NA', otherFamilyWorks: false, allRegionsDenied: true }),
    ]);
    expect(observed?.evidence.observations.slice(2).map(({ call, region }) => [call, region])).toEqual([
      [SELLER, 'NA'],
      ['sp-api:getPurchaseOrders', 'NA'],
      [SELLER, 'EU'],
      [SELLER, 'FE'],
    ]);
  });

  it.each([401, 200])(
    'whose token is not exchanged, answered %s, does not work and is not called',
    async (status) => {
      const services = authorized();
      const what = `Login with Amazon answered ${status} unknown`;
      services.lwa.failNext('exchangeRefreshToken', new UnexpectedReply({ what, remedy: 'Look.' }));

      expect(await seenOf(services)).toEqual([['us', false, [PROVED, `lwa:refresh_token  ${status}`]]]);
      expect(methodsOf(services.spApi)).toEqual([]);
    },
  );

  it('whose client is not proved does not work', async () => {
    const services = authorized();
    const what = 'Login with Amazon answered 200 unknown';
    services.lwa.failNext('proveClient', new UnexpectedReply({ what, remedy: 'Look.' }));

    expect((await seenOf(services)).map(([, works]) => works)).toEqual([false]);
  });

  it('that is throttled is asked no more', async () => {
    const services = authorized();
    services.spApi.whenAsked(({ operation, endpoint }) => {
      throw new SpApiThrottled({
        what: `${operation} on ${endpoint} answered 429 QuotaExceeded: You exceeded your quota.`,
        remedy: 'Wait.',
      });
    });

    expect(await seenOf(services)).toEqual([['us', false, [PROVED, EXCHANGED, `${SELLER} NA 429`]]]);
    expect(methodsOf(services.spApi)).toEqual(['get']);
  });

  it('whose token is refused is not called', async () => {
    const services = authorized();
    services.lwa.revoke(FAKE_REFRESH_TOKEN);

    const [observed] = await observeApplication(services, APP);

    expect([observed?.works, observed?.notTried, methodsOf(services.spApi)]).toEqual([false, undefined, []]);
    expect(observed?.evidence.facts).toMatchObject({ refreshTokenFormatValid: true });
  });

  it('without a refresh token is not tried, and says why', async () => {
    const services = registered();
    seedClient(services.parameters);

    const [observed] = await observeApplication(services, APP);

    expect([observed?.works, methodsOf(services.lwa)]).toEqual([false, ['proveClient']]);
    expect(observed?.notTried).toMatch(/^No refresh token of the account us is stored:/);
    expect(observed?.evidence.observations.map(({ call }) => call)).toEqual(['lwa:client_credentials']);
  });

  it('is observed beside the others, in their order, with the client proved once', async () => {
    const services = authorized({
      authorizations: [aVendorAuthorization(), ...anApplication().authorizations],
    });

    const observed = await observeApplication(services, APP);

    expect(observed.map(({ account, works }) => [account, works])).toEqual([
      ['vendor-de', false],
      ['us', true],
    ]);
    expect(methodsOf(services.lwa)).toEqual(['proveClient', 'exchangeRefreshToken']);
  });
});

it.each<[string, () => FakeServices]>([
  ['no configuration', () => fakeServices()],
  ['no client', () => registered()],
])('an application with %s was never registered', async (_, given) => {
  const error = await errorOf(observeApplication(given(), APP));

  expect(error).toBeInstanceOf(MissingParameter);
  expect(error.what).toMatch(new RegExp(`^${APP} has no configuration`));
});
