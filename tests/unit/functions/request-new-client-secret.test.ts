import { describe, expect, it } from '@jest/globals';
import { MissingParameter, UnexpectedReply } from '#shared/errors/broken.ts';
import { RotationOfSandboxApplication, SpApiDenied } from '#shared/errors/refused.ts';
import { AwsUnavailable, SpApiThrottled, SpApiUnavailable } from '#shared/errors/retryable.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import { requestNewClientSecret } from '../../../functions/request-new-client-secret/request-new-client-secret.ts';
import { EXAMPLE, Input, Output } from '../../../functions/request-new-client-secret/schema.ts';
import { aTask, OTHER_EXECUTION } from '../../support/a-task.ts';
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
  stepContext,
} from '../../support/subjects.ts';

const HOUR = 3_600_000;
const UNTIL = '2027-01-02T00:00:00.000Z';
const SAID = { what: 'said', remedy: 'do' };
const DAY = 86_400;
const EXECUTION_INPUT = { appName: APP, waitSeconds: DAY, register: false, registerSeconds: 14 * DAY };
const INPUT: Input = {
  execution: EXECUTION_INPUT,
  startedAt: NOW,
  registration: { said: false, rejections: 0 },
};
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
const request = (services: ReturnType<typeof setUp>, changes: Partial<Input> = {}) =>
  requestNewClientSecret(services, { ...INPUT, ...changes }, stepContext('RequestNewClientSecret')).then(
    (output) => Output.parse(output),
  );

describe('requestNewClientSecret', () => {
  it('asks at the endpoint of the first authorization, with a token of the application itself', async () => {
    const services = setUp({ authorizations: [aVendorAuthorization()] });

    const output = await request(services);

    expect(output).toEqual({
      appName: APP,
      status: 'requested',
      since: NOW,
      until: UNTIL,
      registration: null,
    });
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

  it('waits after a redrive for its former call, which is still at work, and asks once', async () => {
    const services = setUp();
    const { fetchRotationToken } = services.lwa;
    const errors: Error[] = [];
    services.lwa.fetchRotationToken = async (client) => {
      services.lwa.fetchRotationToken = fetchRotationToken;
      errors.push(await errorOf(request(services)));
      return fetchRotationToken(client);
    };

    const outputs = [await request(services), await request(services)];

    expect(errors.map(({ name }) => name)).toEqual(['ApplicationBusy']);
    expect(outputs.map(({ status }) => status)).toEqual(['requested', 'pending']);
    expect(timesAsked(services)).toBe(1);
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

    expect(output).toEqual({ appName: APP, status: 'pending', since: NOW, until: UNTIL, registration: null });
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

    expect(output).toEqual({ appName: APP, status: 'arrived', since: NOW, until: UNTIL, registration: null });
    expect(timesAsked(services)).toBe(0);
  });

  it('asks though a person has just entered the stored secret', async () => {
    const services = setUp({}, { [secretDates]: { createdAt: NOW } });

    const output = await request(services);

    expect(output.status).toBe('requested');
  });
});

describe('a refusal', () => {
  it.each([new SpApiDenied(SAID), new UnexpectedReply(SAID)])(
    'lets the next run ask: $name',
    async (refusal) => {
      const services = setUp();
      services.spApi.failNext('post', refusal);

      const error = await errorOf(request(services));

      expect(error).toBe(refusal);
      expect(services.parameters.json(rotation)).toEqual({});
    },
  );

  it('deletes no parameter whose name the next attempt uses again', async () => {
    const services = setUp();
    const deleted: string[] = [];
    services.parameters.delete = async (names) => void deleted.push(...names);
    services.spApi.failNext('post', new SpApiThrottled(SAID));

    await errorOf(request(services));

    expect(deleted).toEqual([]);
  });

  it('to store that Amazon is asked lets the next attempt ask, because Amazon was not', async () => {
    const services = setUp();
    const { put } = services.parameters;
    const lost = new AwsUnavailable(SAID);
    services.parameters.put = async (...given) => {
      services.parameters.put = put;
      await put(...given);
      throw lost;
    };

    const error = await errorOf(request(services));
    const retried = await request(services);

    expect([error, retried.status]).toEqual([lost, 'requested']);
    expect(timesAsked(services)).toBe(1);
  });

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

describe('where Amazon may know no queue', () => {
  const SAYS =
    'rotateApplicationClientSecret answered 400 InvalidInput: Application is not enrolled for rotation notification.';
  const REGISTER = { execution: { ...EXECUTION_INPUT, register: true } };
  const SAID_SO = { registration: { said: true, rejections: 1 } };
  const asked = (services: ReturnType<typeof setUp>, changes = {}) => ({
    marketplace: 'US',
    sellingPartner: 'seller',
    queue: { arn: services.clientSecretQueueArn, since: NOW },
    rejections: 0,
    reason: '',
    wait: expect.objectContaining({ reminder: 0, seconds: DAY, leftSeconds: 14 * DAY }),
    ...changes,
  });
  const refusing = (...stored: Parameters<typeof setUp>) => {
    const services = setUp(...stored);
    services.spApi.failNext('post', new UnexpectedReply({ what: SAYS, remedy: 'do' }));
    return services;
  };

  it.each([
    ['a first refusal', {}, 1],
    ['a refusal after a person has said that it is registered', SAID_SO, 2],
    ['one of an execution that registers it', { ...REGISTER, ...SAID_SO }, 2],
  ])(
    '%s has a person register it, in the words of Amazon, and lets the next run ask',
    async (_, changes, rejections) => {
      const services = refusing();

      const output = await request(services, changes);

      const registration = asked(services, { rejections, reason: SAYS });
      expect(output).toEqual({
        appName: APP,
        status: 'unregistered',
        since: NOW,
        until: UNTIL,
        registration,
      });
      expect(services.parameters.json(rotation)).toEqual({});
    },
  );

  it('a person registers it first, and Amazon is not asked, where only that is wanted', async () => {
    const services = setUp();

    const output = await request(services, REGISTER);

    expect(output).toMatchObject({ status: 'unregistered', registration: asked(services) });
    expect(timesAsked(services)).toBe(0);
  });

  it('the person is told when the stored secret ends', async () => {
    const services = setUp({}, { [secretDates]: { createdAt: NOW, expiresAt: UNTIL } });

    const { registration } = await request(services, REGISTER);

    expect(registration?.queue.secretEnds).toBe(UNTIL);
  });

  it('nothing is registered where a secret has come by the queue before', async () => {
    const services = setUp({}, { [secretDates]: { createdAt: NOW, notificationId: 'id' } });

    const output = await request(services, REGISTER);

    expect([output.status, output.registration, timesAsked(services)]).toEqual(['registered', null, 0]);
  });

  it.each([
    ['another execution', { execution: OTHER_EXECUTION }, 'asked'],
    ['this execution', {}, 'unregistered'],
    ['another execution, but not any more', { execution: OTHER_EXECUTION, expiresAt: NOW }, 'unregistered'],
  ])('a person is asked once: the task waits for %s', async (_, changes, status) => {
    const services = refusing();
    await storeTask(services, aTask('register-queue', changes));

    const output = await request(services);

    expect(output.status).toBe(status);
    expect(output.registration === null).toBe(status === 'asked');
  });
});

describe('the input of rotate-client-secret', () => {
  const parsed = (execution: object) => Input.safeParse({ ...INPUT, execution });

  it('needs a name only: it waits a day for the secret and two weeks for a person, and does not register', () => {
    expect(parsed(EXAMPLE).data?.execution).toEqual({
      appName: 'acme-orders',
      waitSeconds: DAY,
      register: false,
      registerSeconds: 14 * DAY,
    });
  });

  it.each([
    ['waitSeconds', 1, 7 * DAY],
    ['registerSeconds', 1, 90 * DAY],
  ])('takes %s from %d to %d', (name, least, most) => {
    const taken = [least - 1, least, most, most + 1].map(
      (value) => parsed({ ...EXAMPLE, [name]: value }).success,
    );

    expect(taken).toEqual([false, true, true, false]);
  });
});
