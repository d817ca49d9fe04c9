import { describe, expect, it } from '@jest/globals';
import { MissingParameter, UnexpectedReply } from '#shared/errors/broken.ts';
import { RotationNotEnrolled, RotationOfSandboxApplication, SpApiDenied } from '#shared/errors/refused.ts';
import { SpApiThrottled, SpApiUnavailable } from '#shared/errors/retryable.ts';
import { requestNewClientSecret } from '../../../functions/request-new-client-secret/request-new-client-secret.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { FAKE_ROTATION_TOKEN } from '../../support/fakes/lwa.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import {
  APP,
  anApplication,
  aVendorAuthorization,
  errorOf,
  PATHS,
  seedClient,
} from '../../support/subjects.ts';

const HOUR = 3_600_000;
const UNTIL = '2027-01-02T00:00:00.000Z';
const SAID = { what: 'said', remedy: 'do' };
const INPUT = { execution: { appName: APP, waitSeconds: 86_400 }, startedAt: NOW };
const { rotation, secretDates } = PATHS.lwa;

function setUp(changes = {}, stored: Record<string, object> = {}) {
  const services = fakeServices();
  seedClient(services.parameters);
  const texts = Object.entries({ [PATHS.config]: anApplication(changes), ...stored });
  services.parameters.seed(
    APP,
    Object.fromEntries(texts.map(([name, value]) => [name, JSON.stringify(value)])),
  );
  return services;
}

const timesAsked = ({ spApi }: ReturnType<typeof setUp>) => spApi.calls.length;
const request = (services: ReturnType<typeof setUp>) => requestNewClientSecret(services, INPUT);

describe('requestNewClientSecret', () => {
  it('asks at the endpoint of the first authorization, with a token of the application itself', async () => {
    const services = setUp({ authorizations: [aVendorAuthorization()] });

    const output = await request(services);

    expect(output).toEqual({ appName: APP, status: 'requested', since: NOW, until: UNTIL });
    const [call] = (services.spApi.calls[0]?.args ?? []) as [{ accessToken: { reveal(): string } }];
    expect(call).toMatchObject({
      operation: 'rotateApplicationClientSecret',
      endpoint: 'https://sellingpartnerapi-eu.example.com',
      path: '/applications/2023-11-30/clientSecret',
      appName: APP,
    });
    expect(call.accessToken.reveal()).toBe(FAKE_ROTATION_TOKEN);
    expect(services.parameters.json(rotation)).toEqual({ requestedAt: NOW, until: UNTIL, confirmedAt: NOW });
  });

  it('has stored that it asks when it does', async () => {
    const services = setUp();
    let before: unknown;
    services.spApi.whenPosted(() => {
      before = services.parameters.json(rotation);
    });

    await request(services);

    expect(before).toEqual({ requestedAt: NOW, until: UNTIL });
  });

  it.each([
    ['an hour after Amazon confirmed', { confirmedAt: NOW }, HOUR],
    ['23 hours after Amazon confirmed', { confirmedAt: NOW }, 23 * HOUR],
    ['soon after a call whose answer is not known', {}, HOUR / 2],
  ])('does not ask again %s', async (_, known, later) => {
    const services = setUp({}, { [rotation]: { requestedAt: NOW, until: UNTIL, ...known } });
    services.clock.advance(later);

    const output = await request(services);

    expect(output).toEqual({ appName: APP, status: 'pending', since: NOW, until: UNTIL });
    expect(timesAsked(services)).toBe(0);
  });

  it.each([
    ['a day after Amazon confirmed', { confirmedAt: NOW }, 25 * HOUR],
    ['an hour after a call whose answer is not known', {}, 1.5 * HOUR],
  ])('asks again %s, when nothing has come', async (_, known, later) => {
    const services = setUp({}, { [rotation]: { requestedAt: NOW, until: UNTIL, ...known } });
    services.clock.advance(later);

    const output = await request(services);

    expect(output.status).toBe('requested');
    expect(timesAsked(services)).toBe(1);
  });

  it('asks for none when one has come hours ago', async () => {
    const services = setUp({}, { [secretDates]: { createdAt: NOW, notificationId: 'id', takenAt: NOW } });
    services.clock.advance(5 * HOUR);

    const output = await request(services);

    expect(output).toEqual({ appName: APP, status: 'arrived', since: NOW, until: UNTIL });
    expect(timesAsked(services)).toBe(0);
  });

  it('asks though a person has just entered the stored secret', async () => {
    const services = setUp({}, { [secretDates]: { createdAt: NOW } });

    const output = await request(services);

    expect(output.status).toBe('requested');
  });
});

describe('a refusal', () => {
  it('because Amazon knows no queue names the queue and where to enter it', async () => {
    const services = setUp();
    const what =
      'rotateApplicationClientSecret answered 400 InvalidInput: Application is not enrolled for rotation notification.';
    services.spApi.failNext('post', new UnexpectedReply({ what, remedy: 'do' }));

    const error = await errorOf(request(services));

    expect(error).toBeInstanceOf(RotationNotEnrolled);
    expect(error.what).toBe(what);
    expect(error.remedy).toContain(services.clientSecretQueueArn);
    expect(services.parameters.valueOf(rotation)).toBeUndefined();
  });

  it.each([new SpApiDenied(SAID), new UnexpectedReply(SAID)])(
    'lets the next run ask: $name',
    async (refusal) => {
      const services = setUp();
      services.spApi.failNext('post', refusal);

      const error = await errorOf(request(services));

      expect(error).toBe(refusal);
      expect(services.parameters.valueOf(rotation)).toBeUndefined();
    },
  );

  it('because too many were asked for lets the next attempt ask', async () => {
    const services = setUp();
    services.spApi.failNext('post', new SpApiThrottled(SAID));

    const error = await errorOf(request(services));
    const retried = await request(services);

    expect([error.name, retried.status]).toEqual(['SpApiThrottled', 'requested']);
    expect(timesAsked(services)).toBe(2);
  });

  it('after which a secret may come lets nobody ask at once', async () => {
    const services = setUp();
    services.spApi.failNext('post', new SpApiUnavailable(SAID));

    const error = await errorOf(request(services));
    const retried = await request(services);

    expect([error.name, retried.status]).toEqual(['SpApiUnavailable', 'pending']);
    expect(timesAsked(services)).toBe(1);
  });

  it('of a sandbox application says how to rotate by hand', async () => {
    const error = await errorOf(request(setUp({ sandbox: true })));

    expect(error).toBeInstanceOf(RotationOfSandboxApplication);
  });

  it('of an unknown application names what is missing', async () => {
    const error = await errorOf(request(fakeServices()));

    expect(error).toBeInstanceOf(MissingParameter);
    expect(error.details).toEqual({ parameter: PATHS.config });
  });
});
