import { expect, it } from '@jest/globals';
import type { TaskKind } from '#shared/domain/human-task.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import type { Connection } from '../../../cli/connection.ts';
import { alreadyRunning } from '../../../cli/running-creation.ts';
import { aTask } from '../../support/a-task.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { APP, EXECUTION } from '../../support/subjects.ts';

async function remedyFor(kind: TaskKind): Promise<string> {
  const services = fakeServices();
  await storeTask(services, aTask(kind, { execution: EXECUTION }));
  return (await alreadyRunning({ services, again: ' --local' } as unknown as Connection, APP, EXECUTION))
    .remedy;
}

it('a refused second start names the command that stops the first execution', async () => {
  expect(await remedyFor('register-application')).toBe(
    'Answer it: spapi task list acme-orders --local. To start with a different input, first stop that execution: spapi task reject acme-orders/register-application --reason "Start with a different input" --local',
  );
  expect(await remedyFor('request-data-access')).toMatch(
    /task reject acme-orders\/request-data-access --reason "[^"]+" --give-up --local$/,
  );
});
