import { describe, expect, it } from '@jest/globals';
import { listTasks, storeTask } from '#shared/tasks/task-store.ts';
import { closeMendedTasks } from '../../../functions/close-mended-tasks/close-mended-tasks.ts';
import { aTask } from '../../support/a-task.ts';
import { FAKE_REFRESH_TOKEN } from '../../support/fakes/lwa.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { APP, anAuthorization, PATHS, seedAuthorization, seedClient } from '../../support/subjects.ts';

const US = { task: 'self-authorize-us', askedAt: '2026-12-31T00:00:00.000Z' };
const DAY_MS = 24 * 60 * 60_000;

async function given(authorization = anAuthorization()): Promise<FakeServices> {
  const services = fakeServices();
  seedAuthorization(services.parameters);
  await storeTask(services, aTask('self-authorize', { authorization }));
  return services;
}

/** A reminder has come, with a later end. */
async function waitUntil(services: FakeServices, expiresAt: string): Promise<void> {
  const [task] = await listTasks(services, APP);
  if (task) await storeTask(services, { ...task, expiresAt });
}
const run = (services: FakeServices) => closeMendedTasks(services, { appName: APP, waiting: [US] });
const answers = ({ taskTokens }: FakeServices) => taskTokens.calls.map(({ method }) => method);

describe('a task of an account that somebody has authorized again', () => {
  it('is answered with the name of the parameter, and forgotten', async () => {
    const services = await given();

    expect(await run(services)).toEqual({ waiting: [] });
    const [call] = services.taskTokens.calls;
    expect([call?.method, call?.args[1]]).toEqual([
      'succeed',
      { status: 'done', parameters: [PATHS.authorization('us').refreshToken] },
    ]);
    expect(services.parameters.valueOf(PATHS.task('self-authorize-us'))).toBeUndefined();
    expect(services.parameters.json(PATHS.outcome('self-authorize-us'))).toMatchObject({ outcome: 'done' });
  });
});

it('a task of a client that somebody has stored is answered', async () => {
  const services = fakeServices();
  seedClient(services.parameters);
  await storeTask(services, aTask('register-application'));
  const waiting = [{ ...US, task: 'register-application' }];

  expect(await closeMendedTasks(services, { appName: APP, waiting })).toEqual({ waiting: [] });
  expect(answers(services)).toEqual(['succeed']);
});

it.each(['request-data-access', 'register-queue', 'confirm-removal'] as const)(
  'a task that a person alone can answer waits on: %s',
  async (kind) => {
    const services = await given();
    services.parameters.seed(APP, { [PATHS.developerProfile]: 'approved' });
    await storeTask(services, aTask(kind));
    const waiting = [{ ...US, task: kind }];

    expect(await closeMendedTasks(services, { appName: APP, waiting })).toEqual({ waiting });
    expect(answers(services)).toEqual([]);
  },
);

describe('a task goes on waiting', () => {
  it('while Login with Amazon refuses the refresh token', async () => {
    const services = await given();
    services.lwa.revoke(FAKE_REFRESH_TOKEN);

    expect(await run(services)).toEqual({ waiting: [US] });
    expect(answers(services)).toEqual([]);
  });

  it('while the refresh token is older than a role', async () => {
    const services = await given(anAuthorization({ tokensSince: '2027-01-01T00:00:00.001Z' }));

    expect(await run(services)).toEqual({ waiting: [US] });
    expect(answers(services)).toEqual([]);
  });

  it('while the refresh token is nearly a year old', async () => {
    const services = await given();
    services.clock.advance(330 * DAY_MS);
    await waitUntil(services, '2028-01-01T00:00:00.000Z');

    expect(await run(services)).toEqual({ waiting: [US] });
    expect(answers(services)).toEqual([]);
  });
});

it.each([
  ['was answered meanwhile', (services: FakeServices) => services.parameters.delete([PATHS.task(US.task)])],
  ['has waited its time', async (services: FakeServices) => services.clock.advance(31 * DAY_MS)],
])('a task that %s waits no longer, and is not answered', async (_, end) => {
  const services = await given();
  await end(services);

  expect(await run(services)).toEqual({ waiting: [] });
  expect(answers(services)).toEqual([]);
});
