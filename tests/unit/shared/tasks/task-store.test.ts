import { describe, expect, it } from '@jest/globals';
import type { WaitingTask } from '#shared/domain/human-task.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { listTasks, removeTasks, storeTask } from '#shared/tasks/task-store.ts';
import { fakeServices } from '../../../support/fakes/services.ts';
import { APP, anAuthorization, EXECUTION, PATHS } from '../../../support/subjects.ts';

const aTask = (changes: Partial<WaitingTask> = {}): WaitingTask => ({
  kind: 'register-application',
  appName: APP,
  marketplace: 'US',
  sellingPartner: 'seller',
  sandbox: false,
  token: 'FAKE_TASK_TOKEN',
  execution: EXECUTION,
  requestedAt: '2027-01-01T00:00:00.000Z',
  expiresAt: '2027-01-02T00:00:00.000Z',
  ...changes,
});

describe('waiting tasks', () => {
  it('are listed oldest first', async () => {
    const services = fakeServices();
    const later = aTask({ requestedAt: '2027-01-01T00:00:01.000Z' });
    const earlier = aTask({ kind: 'self-authorize', authorization: anAuthorization() });
    await storeTask(services, later);
    await storeTask(services, earlier);

    const tasks = await listTasks(services, APP);

    expect(tasks).toEqual([earlier, later]);
  });

  it('are those of one application', async () => {
    const services = fakeServices();
    await storeTask(services, aTask({ appName: `${APP}-2` }));

    const tasks = await listTasks(services, APP);

    expect(tasks).toEqual([]);
  });

  it.each(['no JSON', '{}', '{"kind":"other"}', 'null'])(
    'are not what another version stored: %s',
    async (text) => {
      const services = fakeServices();
      services.parameters.seed(APP, { [PATHS.task('register-application')]: new Sensitive(text) });

      const tasks = await listTasks(services, APP);

      expect(tasks).toEqual([]);
    },
  );

  it('are forgotten by name', async () => {
    const services = fakeServices();
    const [one, other] = [aTask(), aTask({ kind: 'request-data-access' })];
    await storeTask(services, one);
    await storeTask(services, other);

    await removeTasks(services, [one]);

    expect(await listTasks(services, APP)).toEqual([other]);
  });

  it('cost no call when there are none to forget', async () => {
    const services = fakeServices();

    await removeTasks(services, []);

    expect(services.parameters.calls).toEqual([]);
  });
});
