import { describe, expect, it } from '@jest/globals';
import { MissingParameter } from '#shared/errors/broken.ts';
import { ClientSecretRejected } from '#shared/errors/refused.ts';
import { proveClientSecret } from '../../../functions/prove-client-secret/prove-client-secret.ts';
import { FAKE_REFRESH_TOKEN } from '../../support/fakes/lwa.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import {
  APP,
  anApplication,
  anAuthorization,
  aVendorAuthorization,
  EXECUTION_LINK,
  errorOf,
  PATHS,
  seedAuthorization,
  stepContext,
} from '../../support/subjects.ts';

function setUp() {
  const services = fakeServices();
  seedAuthorization(services.parameters);
  const application = anApplication({ authorizations: [anAuthorization(), aVendorAuthorization()] });
  services.parameters.seed(APP, {
    [PATHS.config]: JSON.stringify(application),
    [PATHS.lwa.secretDates]: JSON.stringify({
      expiresAt: '2027-06-30T00:00:00.000Z',
      previousExpiresAt: '2027-01-08T00:00:00.000Z',
    }),
  });
  return services;
}

const prove = (services: ReturnType<typeof setUp>) =>
  proveClientSecret(services, { appName: APP }, stepContext('ProveClientSecret'));

describe('proveClientSecret', () => {
  it('exchanges what is authorized by now and tells people', async () => {
    const services = setUp();

    const output = await prove(services);

    expect(output).toEqual({
      appName: APP,
      expiresAt: '2027-06-30T00:00:00.000Z',
      previousExpiresAt: '2027-01-08T00:00:00.000Z',
      authorizations: ['us'],
      refused: [],
    });
    expect(services.topic.messages).toEqual([
      {
        appName: APP,
        subject: `[${APP}] The client secret was rotated`,
        body: [
          `Calls work. The SP-API application ${APP} has a new client secret. Login with Amazon accepts it.`,
          'Runbook: spapi runbook "The client secret was rotated" (or search docs/runbook.md of sp-api-private-app for these words)',
          'What to do: Programs that keep a copy of the secret must read it again before 2027-01-08 00:00 UTC, when the old one expires.',
          'Works with it: us. Refresh tokens stay as they are.',
          `Stored in ${PATHS.lwa.clientSecret}.`,
          'The new secret expires on 2027-06-30 00:00 UTC.',
          `Execution: ${EXECUTION_LINK}`,
        ].join('\n'),
      },
    ]);
  });

  it('tells nobody of a secret that does not work', async () => {
    const services = setUp();
    services.lwa.expireSecret();

    const error = await errorOf(prove(services));

    expect(error).toBeInstanceOf(ClientSecretRejected);
    expect(services.topic.messages).toEqual([]);
  });

  it('tells people of the new secret also where an authorization is revoked, and which', async () => {
    const services = setUp();
    services.lwa.revoke(FAKE_REFRESH_TOKEN);

    const output = await prove(services);

    expect(output).toMatchObject({ authorizations: [], refused: ['us'] });
    expect(services.topic.messages.map(({ body }) => body.split('\n').slice(0, 6))).toEqual([
      [
        `Calls fail now for the account us. The SP-API application ${APP} has a new client secret. Login with Amazon accepts it.`,
        expect.stringMatching(/^Runbook: /),
        'What to do: Programs that keep a copy of the secret must read it again before 2027-01-08 00:00 UTC, when the old one expires.',
        `Login with Amazon refuses the refresh token of us, whatever the secret. Answer the task to authorize again, or create it: spapi start ${APP} --again`,
        'Needs: Amazon login of the primary user.',
        'Works with it: no authorization. Refresh tokens stay as they are.',
      ],
    ]);
  });

  it('says that client id and secret are not stored', async () => {
    const error = await errorOf(prove(fakeServices()));

    expect(error).toBeInstanceOf(MissingParameter);
  });
});
