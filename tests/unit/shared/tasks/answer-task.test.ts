import { describe, expect, it } from '@jest/globals';
import type { Lwa } from '#shared/clients/lwa.ts';
import type { TaskReply } from '#shared/clients/task-tokens.ts';
import type { TaskKind, WaitingTask } from '#shared/domain/human-task.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { AuthorizationRevoked, ClientSecretRejected } from '#shared/errors/refused.ts';
import { answerTask } from '#shared/tasks/answer-task.ts';
import { rejectTask } from '#shared/tasks/reject-task.ts';
import { listTasks, storeTask } from '#shared/tasks/task-store.ts';
import { fakeLwa } from '../../../support/fakes/lwa.ts';
import { fakeParameters } from '../../../support/fakes/parameters.ts';
import { type FakeServices, fakeServices } from '../../../support/fakes/services.ts';
import { fakeTaskTokens } from '../../../support/fakes/task-tokens.ts';

const APP = 'acme-orders';
const CLIENT = {
  applicationId: 'amzn1.sp.solution.11111111-2222-3333-4444-555555555555',
  clientId: `amzn1.application-oa2-client.${'a'.repeat(32)}`,
  clientSecret: `amzn1.oa2-cs.v1.${'5'.repeat(64)}`,
};
const REFRESH_TOKEN = `Atzr|${'dummy'.repeat(30)}`;
const LWA = `/sp-api/${APP}/lwa`;
const NOW = new Date('2026-03-10T12:00:00Z');

const taskOf = (kind: TaskKind, rest: Partial<WaitingTask> = {}): WaitingTask => ({
  kind,
  appName: APP,
  marketplace: 'US',
  sellingPartner: 'seller',
  sandbox: false,
  token: 'token-1',
  execution: 'arn:aws:states:us-east-1:111122223333:execution:m:e',
  requestedAt: '2026-03-10T00:00:00Z',
  expiresAt: '2026-03-24T00:00:00Z',
  ...(kind === 'self-authorize' && {
    authorization: {
      name: 'us',
      sellingPartner: 'seller',
      marketplace: 'US',
      marketplaceId: 'ATVPDKIKX0DER',
      region: 'NA',
    },
  }),
  ...rest,
});

/** The values that were written, in order; of turns, tasks and outcomes nothing. */
const writesOf = ({ parameters }: FakeServices) =>
  parameters.calls
    .filter(({ method, args }) => method === 'put' && !/\/(tasks|outcomes)\//.test(String(args[1])))
    .map(({ args: [, name, value] }) => (value instanceof Sensitive ? `${name} (secret)` : String(name)));

function setUp({ reply = 'accepted' as TaskReply, lwa = {} as Partial<Lwa>, now = NOW } = {}) {
  const clock = { now: () => now, advance: () => {} };
  const sent: unknown[][] = [];
  const services = {
    ...fakeServices(),
    clock,
    parameters: fakeParameters(clock),
    lwa: Object.assign(fakeLwa(), {
      proveClient: async () => ({}),
      exchangeRefreshToken: async () => ({ accessToken: new Sensitive('Atza|x'), expiresIn: 3600 }),
      ...lwa,
    }),
    taskTokens: Object.assign(fakeTaskTokens(), {
      succeed: async (token: Sensitive, output: unknown) => {
        sent.push(['succeed', token.reveal(), output]);
        return reply;
      },
      fail: async (token: Sensitive, error: string, cause: string) => {
        sent.push(['fail', token.reveal(), error, cause]);
        return reply;
      },
    }),
  };
  const answer = async (task: WaitingTask, answers: Record<string, string>) => {
    await storeTask(services, task);
    return answerTask(services, task, answers);
  };
  return { services, values: services.parameters, writes: () => writesOf(services), sent, answer };
}

const refusal = { what: 'no', remedy: 'none' };

async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => new Error('it did not fail'),
    (error: Error) => error,
  );
}

describe('registering the application', () => {
  it('stores the secret before the client id, and tells the execution names only', async () => {
    const { services, values, writes, sent, answer } = setUp();
    const task = taskOf('register-application');
    const answered = await answer(task, CLIENT);

    expect(answered.reply).toBe('accepted');
    expect(writes()).toEqual([
      `${LWA}/client-secret (secret)`,
      `${LWA}/application-id`,
      `${LWA}/client-id`,
      `${LWA}/secret-dates`,
    ]);
    expect(JSON.parse(values.valueOf(`${LWA}/secret-dates`) ?? '')).toEqual({
      createdAt: '2026-03-10T12:00:00.000Z',
      expiresAt: '2026-09-06T12:00:00.000Z',
      dated: 'here',
    });
    const parameters = [`${LWA}/application-id`, `${LWA}/client-id`, `${LWA}/client-secret`];
    expect(sent).toEqual([['succeed', 'token-1', { status: 'done', parameters }]]);
    expect(await listTasks(services, APP)).toEqual([]);
  });

  it('trims white space that came along when copying', async () => {
    const { values, answer } = setUp();

    await answer(taskOf('register-application'), {
      ...CLIENT,
      clientId: `  ${CLIENT.clientId}\n`,
    });

    expect(values.valueOf(`${LWA}/client-id`)).toBe(CLIENT.clientId);
  });

  it('lists all problems of form at once, and quotes nothing', async () => {
    const { writes, sent, answer } = setUp();

    const answers = {
      clientId: CLIENT.applicationId,
      clientSecret: `a<${CLIENT.clientSecret}`,
      [REFRESH_TOKEN]: '',
    };
    const error = await failureOf(answer(taskOf('register-application'), answers));

    expect(error.name).toBe('InvalidInput');
    expect(error.message).toContain('applicationId: is missing');
    expect(error.message).toContain('clientId: this is the application id');
    expect(error.message).toContain('clientSecret: contains a space');
    expect(error.message).toContain('1 unknown field');
    for (const secret of [CLIENT.clientSecret, REFRESH_TOKEN]) expect(error.message).not.toContain(secret);
    expect([writes(), sent]).toEqual([[], []]);
  });

  it('stores nothing when LWA refuses the client', async () => {
    const proveClient = async () => {
      throw new ClientSecretRejected(refusal);
    };
    const { services, writes, sent, answer } = setUp({ lwa: { proveClient } });
    const task = taskOf('register-application');
    await storeTask(services, task);

    const error = await failureOf(answer(task, CLIENT));

    expect(error.name).toBe('ClientSecretRejected');
    expect([writes(), sent]).toEqual([[], []]);
    expect(await listTasks(services, APP)).toHaveLength(1);
  });
});

describe('authorizing the application', () => {
  it('tries the refresh token with the stored client, then stores it as a secret', async () => {
    const { writes, answer } = setUp();
    await answer(taskOf('register-application'), CLIENT);

    await answer(taskOf('self-authorize'), { refreshToken: REFRESH_TOKEN });

    expect(writes().at(-1)).toBe(`/sp-api/${APP}/authorizations/us/refresh-token (secret)`);
  });

  it('says that the client is missing', async () => {
    const { writes, answer } = setUp();

    const error = await failureOf(answer(taskOf('self-authorize'), { refreshToken: REFRESH_TOKEN }));

    expect(error.name).toBe('MissingParameter');
    expect(writes()).toEqual([]);
  });

  it('stores nothing when LWA refuses the refresh token', async () => {
    const exchangeRefreshToken = async () => {
      throw new AuthorizationRevoked(refusal);
    };
    const { writes, answer } = setUp({ lwa: { exchangeRefreshToken } });
    await answer(taskOf('register-application'), CLIENT);

    const error = await failureOf(answer(taskOf('self-authorize'), { refreshToken: REFRESH_TOKEN }));

    expect(error.name).toBe('AuthorizationRevoked');
    expect(writes().filter((name) => name.includes('authorizations'))).toEqual([]);
  });
});

describe('an execution that no longer waits', () => {
  it('keeps the answers, forgets the task, and says how they are used', async () => {
    const { services, values, answer } = setUp({ reply: 'no-longer-waiting' });
    const task = taskOf('request-data-access');
    const answered = await answer(task, {});

    expect(answered.reply).toBe('no-longer-waiting');
    expect(answered.explanation).toMatch(/has ended, or the task was answered.*kept/);
    expect(answered.remedy).toMatch(/again with the same input/);
    expect(values.valueOf(`/sp-api/${APP}/developer-profile`)).toBe('approved');
    expect(await listTasks(services, APP)).toEqual([]);
  });

  it('says that the time was up when it was', async () => {
    const { answer } = setUp({ reply: 'no-longer-waiting', now: new Date('2026-04-01') });

    const { explanation } = await answer(taskOf('request-data-access'), {});

    expect(explanation).toContain('it waited until 2026-03-24');
  });

  it('leaves the task that a newer execution stored under the same name', async () => {
    const { services } = setUp({ reply: 'no-longer-waiting' });
    const execution = 'arn:aws:states:us-east-1:111122223333:execution:m:newer';
    await storeTask(services, taskOf('request-data-access', { token: 'token-2', execution }));

    await answerTask(services, taskOf('request-data-access'), {});

    expect(await listTasks(services, APP)).toMatchObject([{ token: 'token-2' }]);
  });
});

describe('saying that the queue is registered', () => {
  const queue = { arn: 'arn:aws:sqs:us-east-1:111122223333:q', since: '2026-03-10T00:00:00Z' };
  const task = taskOf('register-queue', { queue });

  it.each([
    ['none has come', {}, { status: 'done', parameters: [] }],
    ['one came before', { takenAt: '2026-03-09T23:59:59Z' }, { status: 'done', parameters: [] }],
    [
      'one has come since',
      { takenAt: '2026-03-10T00:00:00Z' },
      { status: 'arrived', parameters: [`${LWA}/client-secret`] },
    ],
  ])('has a rotation prove it, unless a new secret is the proof: %s', async (_, dates, output) => {
    const { services, sent, answer } = setUp();
    await services.parameters.put(APP, `${LWA}/secret-dates`, JSON.stringify(dates));

    const { reply, explanation } = await answer(task, {});

    expect([reply, sent]).toEqual(['accepted', [['succeed', 'token-1', output]]]);
    expect(explanation).toContain('If it still knows no queue, the task comes back with its reason.');
  });

  it('names the machine to start when nobody waits any more', async () => {
    const { answer } = setUp({ reply: 'no-longer-waiting' });

    const { remedy } = await answer(task, {});

    expect(remedy).toContain('Start rotate-client-secret again with the same input');
  });
});

describe('rejecting', () => {
  it('gives a rejected developer profile back to the person, counted', async () => {
    const { services, sent, values } = setUp();
    const task = taskOf('request-data-access', { rejections: 2 });
    await storeTask(services, task);

    await rejectTask(services, task, { reason: ' Amazon asks for\nthe retention policy\u001b ' });

    const output = {
      status: 'rejected',
      parameters: [],
      rejections: 3,
      reason: 'Amazon asks for the retention policy',
    };
    expect(sent).toEqual([['succeed', 'token-1', output]]);
    expect(values.valueOf(`/sp-api/${APP}/developer-profile`)).toBeUndefined();
  });

  it.each([
    ['request-data-access', true],
    ['register-application', false],
    ['self-authorize', false],
    ['register-queue', false],
  ] as const)('ends the execution for %s (give up: %s)', async (kind, giveUp) => {
    const { services, sent } = setUp();
    const task = taskOf(kind);
    await storeTask(services, task);

    await rejectTask(services, task, { reason: 'The account is suspended', giveUp });

    expect(sent).toEqual([
      [
        'fail',
        'token-1',
        'TaskRejected',
        expect.stringMatching(/The account is suspended\nWhat to do: Start .* again with the same input/),
      ],
    ]);
    expect(await listTasks(services, APP)).toEqual([]);
  });

  it.each([
    ['nothing', ' \n', 'is missing'],
    ['too much', 'é'.repeat(501), 'too long'],
    ['a secret', `it was ${REFRESH_TOKEN}`, 'holds a secret'],
  ])('refuses %s as a reason', async (_, reason, problem) => {
    const { services, sent } = setUp();

    const error = await failureOf(rejectTask(services, taskOf('self-authorize'), { reason }));

    expect(error.message).toContain(problem);
    expect(error.message).not.toContain(REFRESH_TOKEN);
    expect(sent).toEqual([]);
  });
});
