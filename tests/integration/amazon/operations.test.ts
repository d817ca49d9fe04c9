import type { NewSecretNotification } from '../../../local/amazon/amazon.ts';
import { marketplaces } from '../../../local/amazon/marketplaces.ts';
import {
  askLwa,
  call,
  connect,
  denial,
  grantless,
  PARTICIPATIONS,
  ROTATION,
  type Stage,
  setStage,
  US,
} from './support.ts';

let amazon: Stage;

beforeEach(async () => {
  amazon = await setStage();
});
afterEach(() => amazon.close());

const ROTATION_SCOPE = 'sellingpartnerapi::client_credential:rotation';

describe('getMarketplaceParticipations', () => {
  it('lists the marketplaces of the selling partner with their state', async () => {
    const { accessToken } = await connect(amazon, {
      marketplaces: [US, 'A2EUQ1WTGCTBG2', 'A38D8NSA03LJTC'],
      suspended: ['A2EUQ1WTGCTBG2'],
      notParticipating: ['A38D8NSA03LJTC'],
    });

    const { status, body } = await call(amazon, PARTICIPATIONS, accessToken);

    expect(status).toBe(200);
    expect(body.payload[0]).toEqual({
      marketplace: {
        id: US,
        name: 'Amazon.com',
        countryCode: 'US',
        defaultCurrencyCode: 'USD',
        defaultLanguageCode: 'en_US',
        domainName: 'www.amazon.com',
      },
      participation: { isParticipating: true, hasSuspendedListings: false },
      storeName: 'Example Store',
    });
    expect(body.payload.slice(1).map((one: { participation: unknown }) => one.participation)).toEqual([
      { isParticipating: true, hasSuspendedListings: true },
      { isParticipating: false, hasSuspendedListings: false },
    ]);
  });

  it('writes GB where the published table says UK', () => {
    expect(marketplaces.find(({ id }) => id === 'A1F83G8C2ARO7P')?.countryCode).toBe('GB');
    expect(marketplaces).toHaveLength(23);
  });
});

describe('rotateApplicationClientSecret', () => {
  it('refuses an application without a subscribed queue', async () => {
    const acme = await connect(amazon);
    const token = await grantless(amazon, acme, ROTATION_SCOPE);

    const reply = await call(amazon, ROTATION, token, { method: 'POST' });

    const message =
      'Application is not enrolled for rotation notification. ' +
      'Please update application notification preference in Developer console.';
    expect(reply.status).toBe(400);
    expect(reply.body).toEqual({ errors: [{ code: 'InvalidInput', message, details: '' }] });
  });

  it('answers 204 with nothing and sends the new secret by message', async () => {
    const messages: NewSecretNotification[] = [];
    const acme = await connect(amazon);
    amazon.world.enrollForRotation(acme.clientId, (message) => void messages.push(message));
    const token = await grantless(amazon, acme, ROTATION_SCOPE);

    const reply = await call(amazon, ROTATION, token, { method: 'POST' });

    expect([reply.status, reply.body]).toEqual([204, '']);
    expect(messages).toEqual([
      {
        notificationVersion: '1.0',
        notificationType: 'APPLICATION_OAUTH_CLIENT_NEW_SECRET',
        payloadVersion: '2023-11-30',
        eventTime: '2026-03-10T12:00:00.000Z',
        payload: {
          applicationOAuthClientNewSecret: {
            clientId: acme.clientId,
            newClientSecret: expect.stringMatching(/^amzn1\.oa2-cs\.v1\.[0-9a-f]{64}$/),
            newClientSecretExpiryTime: '2026-09-06T12:00:00.000Z',
            oldClientSecretExpiryTime: '2026-03-17T12:00:00.000Z',
          },
        },
        notificationMetadata: {
          applicationId: expect.stringMatching(/^amzn1\.sp\.solution\./),
          subscriptionId: expect.any(String),
          publishTime: '2026-03-10T12:00:00.000Z',
          notificationId: expect.any(String),
        },
      },
    ]);
  });

  it('makes a secret that works at once, and may be called once a minute', async () => {
    const messages: NewSecretNotification[] = [];
    const acme = await connect(amazon);
    amazon.world.enrollForRotation(acme.clientId, (message) => void messages.push(message));
    const token = await grantless(amazon, acme, ROTATION_SCOPE);
    const rotate = async () => (await call(amazon, ROTATION, token, { method: 'POST' })).status;

    expect([await rotate(), await rotate()]).toEqual([204, 429]);
    amazon.pass(60_000);
    expect(await rotate()).toBe(204);
    const reply = await askLwa(amazon, {
      grant_type: 'client_credentials',
      scope: ROTATION_SCOPE,
      client_id: acme.clientId,
      client_secret: messages[1]?.payload.applicationOAuthClientNewSecret.newClientSecret ?? '',
    });
    expect(reply.status).toBe(200);
  });

  it('is not for sandbox applications', async () => {
    const acme = await connect(amazon, {}, { type: 'sandbox' });
    const token = await grantless(amazon, acme, ROTATION_SCOPE);

    const reply = await call(amazon, ROTATION, token, { method: 'POST' });

    expect([reply.status, reply.body]).toEqual([403, denial()]);
  });
});
