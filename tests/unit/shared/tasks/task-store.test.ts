import { describe, expect, it } from '@jest/globals';
import type { WaitingTask } from '#shared/domain/human-task.ts';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { listTasks, removeTasks, storeTask } from '#shared/tasks/task-store.ts';
import { aTask } from '../../../support/a-task.ts';
import { fakeServices } from '../../../support/fakes/services.ts';
import { APP, anAuthorization, PATHS } from '../../../support/subjects.ts';

const registration = (changes: Partial<WaitingTask> = {}): WaitingTask =>
  aTask('register-application', {
    requestedAt: '2027-01-01T00:00:00.000Z',
    expiresAt: '2027-01-02T00:00:00.000Z',
    ...changes,
  });

describe('waiting tasks', () => {
  it('are listed oldest first', async () => {
    const services = fakeServices();
    const later = registration({ requestedAt: '2027-01-01T00:00:01.000Z' });
    const earlier = registration({ kind: 'self-authorize', authorization: anAuthorization() });
    await storeTask(services, later);
    await storeTask(services, earlier);

    const tasks = await listTasks(services, APP);

    expect(tasks).toEqual([earlier, later]);
  });

  it('are those of one application', async () => {
    const services = fakeServices();
    await storeTask(services, registration({ appName: `${APP}-2` }));

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
    const [one, other] = [registration(), registration({ kind: 'request-data-access' })];
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
