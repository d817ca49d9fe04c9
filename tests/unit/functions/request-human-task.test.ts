import { describe, expect, it } from '@jest/globals';
import { ClientSecretRejected } from '#shared/errors/refused.ts';
import { LwaUnavailable } from '#shared/errors/retryable.ts';
import { hashOf } from '#shared/tasks/task-link.ts';
import { listTasks, storeTask } from '#shared/tasks/task-store.ts';
import { requestHumanTask } from '../../../functions/request-human-task/request-human-task.ts';
import type { Input } from '../../../functions/request-human-task/schema.ts';
import { aTask, OTHER_EXECUTION } from '../../support/a-task.ts';
import { NOW } from '../../support/fakes/clock.ts';
import { FAKE_REFRESH_TOKEN } from '../../support/fakes/lwa.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { linkPaths } from '../../support/installation.ts';
import {
  APP,
  anApplication,
  anAuthorization,
  aVendorAuthorization,
  EXECUTION,
  errorOf,
  PATHS,
  ROLE_ARN,
  seedAuthorization,
  seedClient,
  stepContext,
} from '../../support/subjects.ts';

const COMMON = { appName: APP, marketplace: 'US', sellingPartner: 'seller' as const, sandbox: false };
const TOKEN = 'FAKE_TASK_TOKEN';
const DAY = 86_400;
const WAIT = {
  taskToken: TOKEN,
  wait: { reminder: 0, seconds: DAY, waitedSeconds: 0, leftSeconds: 14 * DAY },
};
const DATA_ACCESS: Input = { kind: 'request-data-access', ...COMMON, ...WAIT };
const REGISTER: Input = { kind: 'register-application', ...COMMON, ...WAIT, iam: { roleArn: ROLE_ARN } };
const QUEUE: Input = {
  kind: 'register-queue',
  ...COMMON,
  ...WAIT,
  queue: { arn: 'arn:aws:sqs:eu-west-1:111122223333:q', since: NOW },
};
const AUTHORIZE: Input = { kind: 'self-authorize', ...COMMON, ...WAIT, authorization: anAuthorization() };

const run = (services: ReturnType<typeof fakeServices>, input: Input) =>
  requestHumanTask(services, input, stepContext('RequestDataAccess'));

const linkIn = ({ topic }: ReturnType<typeof fakeServices>) =>
  /https:\/\/pages\.example\/(\S+)/.exec(topic.messages.at(-1)?.body ?? '')?.[1] ?? '';

const NEEDS = {
  kinds: ['seller', 'vendor'],
  roleNeeds: [
    expect.stringMatching(/^Amazon Fulfillment: for .*vendor accounts\)/),
    expect.stringMatching(/^Product Listing: for .*seller accounts\), getListingsItem$/),
  ],
};

describe('a person is asked', () => {
  it.each([
    [DATA_ACCESS, NEEDS],
    [REGISTER, NEEDS],
    [AUTHORIZE, {}],
  ])('with what all accounts of the application need: %#', async (input, needs) => {
    const services = fakeServices();
    const authorizations = [anAuthorization(), aVendorAuthorization()];
    const application = anApplication({ authorizations, operations: ['getListingsItem'] });
    services.parameters.seed(APP, { [PATHS.config]: JSON.stringify(application) });

    await run(services, input);

    const [task] = await listTasks(services, APP);
    expect({ kinds: task?.kinds, roleNeeds: task?.roleNeeds }).toEqual({
      kinds: undefined,
      roleNeeds: undefined,
      ...needs,
    });
  });

  it.each([
    [
      330,
      'Why again: The authorization is of 2027-01-01 00:00 UTC; Amazon asks for a new one within a year.',
    ],
    [329, undefined],
  ])('after %d days to authorize again: %s', async (days, why) => {
    const services = fakeServices();
    seedAuthorization(services.parameters);
    services.clock.advance(days * DAY * 1000);

    await run(services, AUTHORIZE);

    const lines = services.topic.messages[0]?.body.split('\n');
    expect(lines?.find((line) => line.startsWith('Why'))).toBe(why);
    expect(services.taskTokens.calls.length).toBe(why ? 0 : 1);
  });

  it('with a task that is stored as a secret, under a name that a new execution uses too', async () => {
    const services = fakeServices();

    const output = await run(services, AUTHORIZE);

    expect(output).toEqual({});
    expect(services.parameters.all()).toEqual({
      [linkPaths.link(hashOf(linkIn(services)))]: expect.objectContaining({ type: 'String', appName: APP }),
      [PATHS.task('self-authorize-us')]: { type: 'SecureString', value: expect.any(String), appName: APP },
    });
    expect(await listTasks(services, APP)).toEqual([
      {
        kind: 'self-authorize',
        ...COMMON,
        authorization: anAuthorization(),
        token: TOKEN,
        execution: EXECUTION,
        requestedAt: NOW,
        expiresAt: '2027-01-15T00:00:00.000Z',
      },
    ]);
  });

  it('with the role ARN that goes into the registration', async () => {
    const services = fakeServices();

    await run(services, REGISTER);

    const [task] = await listTasks(services, APP);
    expect(task).toEqual(expect.objectContaining({ kind: 'register-application', roleArn: ROLE_ARN }));
  });

  it('with no role ARN where IAM is not used', async () => {
    const services = fakeServices();

    await run(services, { ...REGISTER, iam: {} });

    const [task] = await listTasks(services, APP);
    expect(task).not.toHaveProperty('roleArn');
  });

  it('again by a new execution, whose task replaces the old one', async () => {
    const services = fakeServices();
    await run(services, DATA_ACCESS);

    await run(services, { ...DATA_ACCESS, taskToken: 'FAKE_NEW_TOKEN' });

    const tasks = await listTasks(services, APP);
    expect(tasks.map(({ token }) => token)).toEqual(['FAKE_NEW_TOKEN']);
  });

  it('again when the first message could not be sent', async () => {
    const services = fakeServices();
    services.topic.failNext('publish', new Error('throttled'));
    await errorOf(run(services, DATA_ACCESS));

    await run(services, DATA_ACCESS);

    expect(services.topic.messages).toHaveLength(1);
    expect(await listTasks(services, APP)).toHaveLength(1);
  });
});

describe('nobody is asked again', () => {
  it.each<[Input, unknown]>([
    [DATA_ACCESS, { status: 'approved', parameters: [PATHS.developerProfile] }],
    [REGISTER, { status: 'done', parameters: [PATHS.lwa.clientId, PATHS.lwa.clientSecret] }],
    [AUTHORIZE, { status: 'done', parameters: [PATHS.authorization('us').refreshToken] }],
    [QUEUE, { status: 'arrived', parameters: [PATHS.lwa.clientSecret] }],
  ])('for what is stored and valid: $kind', async (input, answer) => {
    const services = fakeServices();
    seedAuthorization(services.parameters);
    services.parameters.seed(APP, {
      [PATHS.developerProfile]: 'approved',
      [PATHS.lwa.secretDates]: JSON.stringify({ takenAt: NOW }),
    });

    const output = await run(services, input);

    expect(output).toEqual({});
    expect(services.taskTokens.answers).toEqual([{ token: TOKEN, output: answer }]);
    expect(services.topic.messages).toEqual([]);
    expect(await listTasks(services, APP)).toEqual([]);
  });

  it('and the task is gone that was left when its answer was taken and the rest lost', async () => {
    const services = fakeServices();
    seedAuthorization(services.parameters);
    await storeTask(services, aTask('self-authorize', { execution: OTHER_EXECUTION }));

    await run(services, AUTHORIZE);

    expect(await listTasks(services, APP)).toEqual([]);
  });

  it('when the execution no longer waits', async () => {
    const services = fakeServices();
    services.parameters.seed(APP, { [PATHS.developerProfile]: 'approved' });
    services.taskTokens.end(TOKEN);

    const output = await run(services, DATA_ACCESS);

    expect(output).toEqual({});
    expect(services.topic.messages).toEqual([]);
  });
});

describe('a person is asked again', () => {
  it.each<[string, Input, (services: ReturnType<typeof fakeServices>) => unknown]>([
    ['LWA rejects the client', REGISTER, ({ lwa }) => lwa.expireSecret()],
    ['the authorization was revoked', AUTHORIZE, ({ lwa }) => lwa.revoke(FAKE_REFRESH_TOKEN)],
    [
      'the token belongs to another application',
      AUTHORIZE,
      ({ lwa }) => lwa.giveToOtherApplication(FAKE_REFRESH_TOKEN),
    ],
    [
      'the developer profile is not approved',
      DATA_ACCESS,
      ({ parameters }) => parameters.seed(APP, { [PATHS.developerProfile]: 'rejected' }),
    ],
  ])('when %s', async (_, input, change) => {
    const services = fakeServices();
    seedAuthorization(services.parameters);
    change(services);

    await run(services, input);

    expect(services.taskTokens.answers).toEqual([]);
    expect((await listTasks(services, APP)).map(({ kind }) => kind)).toEqual([input.kind]);
  });

  it('when there is a client but no refresh token of this account', async () => {
    const services = fakeServices();
    seedClient(services.parameters);

    await run(services, AUTHORIZE);

    expect(services.lwa.calls).toEqual([]);
    expect(services.topic.messages).toHaveLength(1);
  });
});

describe('an answer that cannot be checked', () => {
  it.each<['proveClient' | 'exchangeRefreshToken', Input]>([
    ['proveClient', REGISTER],
    ['exchangeRefreshToken', AUTHORIZE],
  ])('is not asked for again: LwaUnavailable of %s is thrown on', async (method, input) => {
    const services = fakeServices();
    seedAuthorization(services.parameters);
    const unavailable = new LwaUnavailable({ what: 'answered 503', remedy: 'wait' });
    services.lwa.failNext(method, unavailable);

    const error = await errorOf(run(services, input));

    expect(error).toBe(unavailable);
    expect(services.topic.messages).toEqual([]);
  });

  it('of an account shows that the client secret has expired', async () => {
    const services = fakeServices();
    seedAuthorization(services.parameters);
    services.lwa.expireSecret();

    const error = await errorOf(run(services, AUTHORIZE));

    expect(error).toBeInstanceOf(ClientSecretRejected);
  });
});
