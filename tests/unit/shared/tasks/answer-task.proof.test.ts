import { describe, expect, it } from '@jest/globals';
import type { WaitingTask } from '#shared/domain/human-task.ts';
import type { ExplainedError } from '#shared/errors/base.ts';
import {
  AuthorizationOfAnotherApplication,
  AuthorizationRevoked,
  ClientSecretRejected,
  SpApiDenied,
} from '#shared/errors/refused.ts';
import { LwaUnavailable, SpApiThrottled } from '#shared/errors/retryable.ts';
import { answerTask } from '#shared/tasks/answer-task.ts';
import { rejectTask } from '#shared/tasks/reject-task.ts';
import { listTasks, storeTask } from '#shared/tasks/task-store.ts';
import { APPLICATION_ID, aTask, NEWER_TOKEN, OTHER_EXECUTION, TOKEN } from '../../../support/a-task.ts';
import { FAKE_CLIENT_ID, FAKE_CLIENT_SECRET, FAKE_REFRESH_TOKEN } from '../../../support/fakes/lwa.ts';
import { type FakeServices, fakeServices } from '../../../support/fakes/services.ts';
import { participation } from '../../../support/fakes/sp-api.ts';
import { pathsOf } from '../../../support/installation.ts';
import { APP, EXECUTION, errorOf, PATHS, seedClient } from '../../../support/subjects.ts';

const REGISTRATION = {
  applicationId: APPLICATION_ID,
  clientId: FAKE_CLIENT_ID,
  clientSecret: FAKE_CLIENT_SECRET,
};
const AUTHORIZATION = { refreshToken: FAKE_REFRESH_TOKEN };
const DONE_TOKEN = { status: 'done', parameters: [PATHS.authorization('us').refreshToken] };
const denied = () => new SpApiDenied({ what: 'answered 403', remedy: 'FAKE remedy' });

async function waiting(task: WaitingTask): Promise<FakeServices> {
  const services = fakeServices();
  seedClient(services.parameters);
  await storeTask(services, task);
  return services;
}

const failSpApi = ({ spApi }: FakeServices, times: number) => {
  for (let n = 0; n < times; n += 1) spApi.failNext('get', denied());
};

describe('nothing is stored, and nothing is answered,', () => {
  const authorize = aTask('self-authorize');
  const register = aTask('register-application');
  it.each<[string, WaitingTask, Record<string, string>, (services: FakeServices) => unknown]>([
    ['AuthorizationRevoked', authorize, AUTHORIZATION, ({ lwa }) => lwa.revoke(FAKE_REFRESH_TOKEN)],
    [
      'AuthorizationOfAnotherApplication',
      authorize,
      AUTHORIZATION,
      ({ lwa }) => lwa.giveToOtherApplication(FAKE_REFRESH_TOKEN),
    ],
    ['ClientSecretRejected', authorize, AUTHORIZATION, ({ lwa }) => lwa.expireSecret()],
    ['ClientSecretRejected', register, REGISTRATION, ({ lwa }) => lwa.expireSecret()],
    ['AuthorizationOfAnotherRegion', authorize, AUTHORIZATION, (services) => failSpApi(services, 1)],
    ['AuthorizationOfAnotherAccountType', authorize, AUTHORIZATION, (services) => failSpApi(services, 3)],
    ['SpApiDenied', authorize, AUTHORIZATION, (services) => failSpApi(services, 4)],
    [
      'MarketplaceNotParticipating',
      authorize,
      AUTHORIZATION,
      ({ spApi }) =>
        spApi.answer('getMarketplaceParticipations', { payload: [participation('OTHER', 'Other')] }),
    ],
    [
      'LwaUnavailable',
      authorize,
      AUTHORIZATION,
      ({ lwa }) => lwa.failNext('exchangeRefreshToken', new LwaUnavailable({ what: 'a', remedy: 'b' })),
    ],
  ])('on %s of $kind', async (name, task, answers, change) => {
    const services = await waiting(task);
    const before = services.parameters.lasting();
    change(services);

    const error = await errorOf(answerTask(services, task, answers));

    expect(error.name).toBe(name);
    expect(services.parameters.lasting()).toEqual(before);
    expect(services.taskTokens.calls).toEqual([]);
  });
});

describe('an authorization', () => {
  it('that SP-API throttles is stored, and the execution goes on', async () => {
    const task = aTask('self-authorize');
    const services = await waiting(task);
    services.spApi.failNext('get', new SpApiThrottled({ what: 'answered 429', remedy: 'wait' }));

    const { reply } = await answerTask(services, task, AUTHORIZATION);

    expect(reply).toBe('accepted');
    expect(services.parameters.valueOf(PATHS.authorization('us').refreshToken)).toBe(FAKE_REFRESH_TOKEN);
    expect(services.taskTokens.answers).toEqual([{ token: TOKEN, output: DONE_TOKEN }]);
  });
});

describe('what a person did is kept', () => {
  it.each<[string, WaitingTask, Record<string, string>]>([
    ['request-data-access', aTask('request-data-access', { rejections: 2, reason: 'r' }), {}],
    ['register-application', aTask('register-application'), REGISTRATION],
    ['self-authorize-us', aTask('self-authorize'), AUTHORIZATION],
  ])('when %s is answered', async (name, task, answers) => {
    const services = await waiting(task);

    await answerTask(services, task, answers);

    expect(services.parameters.json(PATHS.outcome(name))).toEqual({
      outcome: 'done',
      at: '2027-01-01T00:00:00.000Z',
      execution: EXECUTION,
      round: task.rejections ?? 0,
      by: 'the test',
      output: services.taskTokens.answers.map((answer) => 'output' in answer && answer.output)[0],
      mark: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it.each([
    ['rejected', false],
    ['given-up', true],
  ])('when a profile is %s', async (outcome, giveUp) => {
    const task = aTask('request-data-access', { rejections: 1, reason: 'r' });
    const services = await waiting(task);

    await rejectTask(services, task, { reason: 'no policy', giveUp });

    expect(services.parameters.json(PATHS.outcome('request-data-access'))).toEqual({
      outcome,
      at: '2027-01-01T00:00:00.000Z',
      execution: EXECUTION,
      round: 1,
      by: 'the test',
      mark: expect.any(String),
    });
  });

  it('not as done when nobody waits any more', async () => {
    const task = aTask('request-data-access');
    const services = await waiting(task);
    services.taskTokens.end(TOKEN);

    await answerTask(services, task, {});
    await rejectTask(services, task, { reason: 'no policy' });

    expect(services.parameters.json(PATHS.outcome('request-data-access'))).toMatchObject({
      outcome: 'stored',
      by: 'the test',
    });
  });
});

describe('a task that was asked again while a person answered', () => {
  it('is answered with the newer token of the same execution', async () => {
    const task = aTask('self-authorize');
    const services = await waiting({ ...task, token: NEWER_TOKEN });
    services.taskTokens.end(TOKEN);

    const { reply } = await answerTask(services, task, AUTHORIZATION);

    expect(reply).toBe('accepted');
    expect(services.taskTokens.answers).toEqual([{ token: NEWER_TOKEN, output: DONE_TOKEN }]);
    expect(await listTasks(services, APP)).toEqual([]);
  });

  it('is given up with the newer token of the same execution', async () => {
    const task = aTask('self-authorize');
    const services = await waiting({ ...task, token: NEWER_TOKEN });
    services.taskTokens.end(TOKEN);

    const { reply } = await rejectTask(services, task, { reason: 'no account' });

    expect(reply).toBe('accepted');
    expect(services.taskTokens.answers).toEqual([expect.objectContaining({ token: NEWER_TOKEN })]);
  });

  it('is not answered in the name of another execution', async () => {
    const task = aTask('self-authorize');
    const newer = { ...task, token: NEWER_TOKEN, execution: OTHER_EXECUTION };
    const services = await waiting(newer);
    services.taskTokens.end(TOKEN);

    const { reply } = await answerTask(services, task, AUTHORIZATION);

    expect(reply).toBe('no-longer-waiting');
    expect(services.taskTokens.answers).toEqual([]);
    expect(await listTasks(services, APP)).toEqual([newer]);
  });
});

describe('the errors of Login with Amazon', () => {
  it.each<[new (said: { what: string; remedy: string }) => ExplainedError, string]>([
    [ClientSecretRejected, ''],
    [AuthorizationRevoked, ` It was tried with the client id ${FAKE_CLIENT_ID}.`],
    [AuthorizationOfAnotherApplication, ` It was tried with the client id ${FAKE_CLIENT_ID}.`],
  ])('reach the person, a refused token with the client id it was tried with: %p', async (Kind, more) => {
    const task = aTask('self-authorize');
    const services = await waiting(task);
    const said = new Kind({ what: 'LWA said', remedy: 'do' });
    services.lwa.failNext('exchangeRefreshToken', said);

    const error = await errorOf(answerTask(services, task, AUTHORIZATION));

    expect(error).toBeInstanceOf(Kind);
    expect([error.what, error.remedy]).toEqual([`LWA said${more}`, 'do']);
  });
});

describe('a client id that another application of the deployment has', () => {
  const given = async () => {
    const task = aTask('register-application');
    const services = await waiting(task);
    const other = pathsOf('acme-other').lwa;
    services.parameters.seed('acme-other', { [other.clientId]: FAKE_CLIENT_ID });
    return { task, services };
  };

  it('is refused, and nothing is stored', async () => {
    const { task, services } = await given();

    const error = await errorOf(answerTask(services, task, REGISTRATION));

    expect(error.what).toBe(
      `This client id belongs to acme-other already. ${APP} needs the credentials of its own application. Nothing was stored.`,
    );
    expect(error.remedy).toContain('--shared');
    expect(services.lwa.calls).toEqual([]);
  });

  it('is refused as an application id too', async () => {
    const task = aTask('register-application');
    const services = await waiting(task);
    const other = pathsOf('acme-other').lwa;
    services.parameters.seed('acme-other', { [other.applicationId]: REGISTRATION.applicationId });

    const error = await errorOf(answerTask(services, task, REGISTRATION));

    expect(error.what).toBe(
      `This application id belongs to acme-other already. ${APP} needs the credentials of its own application. Nothing was stored.`,
    );
    expect(services.lwa.calls).toEqual([]);
  });

  it('is taken where it is shared on purpose', async () => {
    const { task, services } = await given();

    const { reply } = await answerTask({ ...services, sharedClient: true }, task, REGISTRATION);

    expect(reply).toBe('accepted');
  });
});
