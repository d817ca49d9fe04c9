import { describe, expect, it } from '@jest/globals';
import { TASK_KINDS, type TaskKind } from '#shared/domain/human-task.ts';
import { AwsThrottled } from '#shared/errors/retryable.ts';
import { listTasks, storeTask } from '#shared/tasks/task-store.ts';
import { APPLICATION_ID, NEWER_TOKEN, OTHER_EXECUTION, TOKEN } from '../../../support/a-task.ts';
import { FAKE_CLIENT_ID, FAKE_CLIENT_SECRET, FAKE_REFRESH_TOKEN } from '../../../support/fakes/lwa.ts';
import {
  ANSWERS,
  aLink,
  alertOf,
  aWaitingTask,
  titleOf,
  traces,
  visit,
} from '../../../support/pages/visitor.ts';
import { APP, EXECUTION, errorOf, PATHS } from '../../../support/subjects.ts';

const OUTPUTS = {
  'request-data-access': { status: 'approved', parameters: [PATHS.developerProfile] },
  'register-application': {
    status: 'done',
    parameters: [PATHS.lwa.applicationId, PATHS.lwa.clientId, PATHS.lwa.clientSecret],
  },
  'self-authorize': { status: 'done', parameters: [PATHS.authorization('us').refreshToken] },
  'register-queue': { status: 'done', parameters: [] },
  'confirm-removal': { status: 'done', parameters: [] },
};
const plain = (value: string) => ({ type: 'String', value, appName: APP });
const secret = (value: string) => ({ type: 'SecureString', value, appName: APP });
const STORED = {
  'request-data-access': { [PATHS.developerProfile]: plain('approved') },
  'register-application': {
    [PATHS.lwa.applicationId]: plain(APPLICATION_ID),
    [PATHS.lwa.clientId]: plain(FAKE_CLIENT_ID),
    [PATHS.lwa.clientSecret]: secret(FAKE_CLIENT_SECRET),
  },
  'self-authorize': { [PATHS.authorization('us').refreshToken]: secret(FAKE_REFRESH_TOKEN) },
  'register-queue': {},
  'confirm-removal': {},
};
const DONE = ['This is done', 'This task was completed on 2027-01-01 01:30 UTC by the test. Stored: '];
const SHOWN: Record<TaskKind, string[]> = {
  'request-data-access': DONE,
  'register-application': DONE,
  'self-authorize': DONE,
  'register-queue': [
    'The queue is being tested',
    'Since <strong>2027-01-01 01:30 UTC</strong> the stack waits for a new client secret from Amazon.',
  ],
  'confirm-removal': ['This is done', 'The task was completed on <strong>2027-01-01 01:30 UTC</strong>.'],
};

const keptFor = (machine: string) => [
  'What you entered is valid and kept.',
  `Start ${machine} again with the same input`,
];
const NOT_TAKEN: Record<TaskKind, string[]> = {
  'request-data-access': keptFor('create-private-app'),
  'register-application': keptFor('create-private-app'),
  'self-authorize': keptFor('create-private-app'),
  'register-queue': keptFor('rotate-client-secret'),
  'confirm-removal': ['Nothing was removed by this answer.', 'start remove-private-app again'],
};

describe.each(TASK_KINDS)('completing %s', (kind) => {
  const complete = { action: 'complete', ...ANSWERS[kind] };

  it('stores what was brought, answers the execution, and leads back to the page', async () => {
    const { services, id, open, send } = await aWaitingTask(kind);
    await open();

    const reply = await send(complete);

    expect(reply).toEqual(expect.objectContaining({ status: 303, headers: { location: id }, text: '' }));
    expect(services.parameters.all()).toEqual(expect.objectContaining(STORED[kind]));
    expect(services.taskTokens.answers).toEqual([{ token: TOKEN, output: OUTPUTS[kind] }]);
    expect(await listTasks(services, APP)).toEqual([]);
  });

  it('is shown as done, with the time', async () => {
    const { services, open, send } = await aWaitingTask(kind);
    await open();
    services.clock.advance(90 * 60_000);
    await send(complete);

    const page = await open();

    const [title, words] = SHOWN[kind];
    expect(titleOf(page)).toBe(title);
    expect(page.text).toContain(words);
  });

  it('a second time answers nothing a second time, and leads to what was done', async () => {
    const { services, id, open, send } = await aWaitingTask(kind);
    await open();
    await send(complete);
    const before = traces(services);

    const { status, headers } = await send(complete);

    expect([status, headers]).toEqual([303, { location: id }]);
    expect(traces(services)).toEqual(before);
  });

  it('after somebody else has rejected it is not used, and says who did', async () => {
    const { services, open, send } = await aWaitingTask(kind);
    await open();
    await send({ action: 'give-up', reason: 'no account' });
    const before = traces(services);

    const page = await send(complete);

    expect([page.status, titleOf(page)]).toEqual([409, 'This was answered already']);
    expect(page.text).toContain('This task was given up on 2027-01-01 00:00 UTC by the test.');
    expect(page.text).toContain('Your answer was not stored.');
    expect(traces(services)).toEqual(before);
  });

  it('from the page of an earlier round is not used', async () => {
    const { services, task, open, send } = await aWaitingTask(kind);
    await open();
    await storeTask(services, { ...task, rejections: 1, reason: 'no policy', token: NEWER_TOKEN });
    const before = traces(services);

    const page = await send(complete);

    expect([page.status, titleOf(page)]).toEqual([409, 'This was answered already']);
    expect(page.text).toContain('Your answer was not stored.');
    expect(traces(services)).toEqual(before);
  });

  it('goes with the newer token when a reminder came meanwhile', async () => {
    const { services, task, open, send } = await aWaitingTask(kind);
    await open();
    await storeTask(services, { ...task, token: NEWER_TOKEN });
    services.taskTokens.end(TOKEN);

    const { status } = await send(complete);

    expect(status).toBe(303);
    expect(services.taskTokens.answers).toEqual([{ token: NEWER_TOKEN, output: OUTPUTS[kind] }]);
  });

  it('of an execution that ended says what became of it, and what to do', async () => {
    const { services, open, send } = await aWaitingTask(kind);
    await open();
    services.taskTokens.end(TOKEN);

    const page = await send(complete);

    expect(page.status).toBe(409);
    const [kept, remedy] = NOT_TAKEN[kind] ?? [];
    expect(page.text).toContain(kept);
    expect(page.text).toContain(remedy);
    expect(services.taskTokens.answers).toEqual([]);
  });

  it.each(['', '1', '00', 'x'])('for the round %j is not used', async (round) => {
    const { services, open, send } = await aWaitingTask(kind);
    await open();

    const page = await send({ ...complete, round });

    expect(page.status).toBe(409);
    expect(services.taskTokens.calls).toEqual([]);
  });
});

describe('a second link to the same task', () => {
  it('shows as done what was done with the first, and answers nothing', async () => {
    const { services, task, open, send } = await aWaitingTask('self-authorize');
    const other = visit(services, task, await aLink(services, task));
    await Promise.all([open(), other.open()]);
    await send({ action: 'complete', ...ANSWERS['self-authorize'] });

    const [late, page] = [
      await other.send({ action: 'complete', ...ANSWERS['self-authorize'] }),
      await other.open(),
    ];

    expect([late.status, titleOf(page)]).toEqual([303, 'This is done']);
    expect(services.taskTokens.answers).toHaveLength(1);
  });
});

describe('an answer while a newer execution asks the same', () => {
  it('leaves the newer task alone', async () => {
    const { services, task, open, send } = await aWaitingTask('self-authorize');
    await open();
    const newer = { ...task, execution: OTHER_EXECUTION, token: NEWER_TOKEN };
    await storeTask(services, newer);

    const page = await send({ action: 'complete', ...ANSWERS['self-authorize'] });

    expect(page.status).toBe(409);
    expect(await listTasks(services, APP)).toEqual([newer]);
    expect(task.execution).toBe(EXECUTION);
  });
});

describe('an answer that Step Functions could not take', () => {
  const complete = { action: 'complete', ...ANSWERS['register-application'] };
  const throttle = new AwsThrottled({
    what: 'states:SendTaskSuccess was throttled.',
    remedy: 'Send it again.',
  });

  it('can be sent again', async () => {
    const { services, open, send } = await aWaitingTask('register-application');
    await open();
    services.taskTokens.failNext('succeed', throttle);
    const first = await send(complete);

    const second = await send(complete);

    expect([first.status, second.status]).toEqual([503, 303]);
    expect(services.taskTokens.answers).toHaveLength(1);
  });

  it('is not said to be stored nowhere: it is stored', async () => {
    const { services, open, send } = await aWaitingTask('register-application');
    await open();
    services.taskTokens.failNext('succeed', throttle);

    const page = await send(complete);

    expect(services.parameters.valueOf(PATHS.lwa.clientId)).toBe(FAKE_CLIENT_ID);
    expect(alertOf(page)).not.toContain('nothing was stored');
  });

  it('with an error that is not ours is no page of its own', async () => {
    const { services, open, send } = await aWaitingTask('register-application');
    await open();
    const foreign = new TypeError('FAKE_CLIENT_SECRET');
    services.taskTokens.failNext('succeed', foreign);

    const error = await errorOf(send(complete));

    expect(error).toBe(foreign);
  });
});

describe('an answer that Step Functions took', () => {
  it('is not said to be refused when only the note about it could not be kept', async () => {
    const { services, open, send } = await aWaitingTask('request-data-access');
    await open();
    const { succeed } = services.taskTokens;
    services.taskTokens.succeed = async (...args) => {
      services.parameters.failNext('put', new AwsThrottled({ what: 'throttled', remedy: 'Wait.' }));
      return succeed(...args);
    };

    const page = await send({ action: 'complete', confirmed: 'yes' });

    expect(services.taskTokens.answers).toHaveLength(1);
    expect([page.status, alertOf(page)]).toEqual([303, undefined]);
  });
});
