import { describe, expect, it } from '@jest/globals';
import { Sensitive } from '#shared/domain/sensitive.ts';
import { ApplicationBusy } from '#shared/errors/retryable.ts';
import { answerTask } from '#shared/tasks/answer-task.ts';
import { markPaths } from '#shared/tasks/credentials-mark.ts';
import { readLwaClient } from '#shared/tasks/lwa-client.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import { takeTurn } from '#shared/tasks/turns.ts';
import { APPLICATION_ID, aTask } from '../../../support/a-task.ts';
import { Crash, dyingServices, throughHook } from '../../../support/crash.ts';
import { FAKE_CLIENT_ID, FAKE_CLIENT_SECRET } from '../../../support/fakes/lwa.ts';
import { type FakeServices, fakeServices } from '../../../support/fakes/services.ts';
import { APP, errorOf, PATHS } from '../../../support/subjects.ts';

const TASK = aTask('register-application');
const ANSWER = { applicationId: APPLICATION_ID, clientId: FAKE_CLIENT_ID, clientSecret: FAKE_CLIENT_SECRET };
const FORMER = 'amzn1.application-oa2-client.former';

/** An application whose client no longer works, and is asked for anew. */
async function given() {
  const services = fakeServices();
  services.parameters.seed(APP, {
    [PATHS.lwa.clientId]: FORMER,
    [PATHS.lwa.clientSecret]: new Sensitive('FAKE_FORMER_SECRET'),
    [PATHS.lwa.previousClientSecret]: new Sensitive('FAKE_OLDEST_SECRET'),
    [PATHS.lwa.secretDates]: JSON.stringify({ createdAt: '2026-01-01T00:00:00.000Z' }),
    [PATHS.lwa.rotation]: JSON.stringify({ requestedAt: '2026-12-31T23:00:00.000Z', until: '2027-01-01' }),
  });
  await storeTask(services, TASK);
  return services;
}

const clientOf = async (services: FakeServices) => {
  const found = await readLwaClient(services, APP);
  return found && `${found.clientId} ${found.clientSecret.reveal()}`;
};
const WHOLE = [`${FORMER} FAKE_FORMER_SECRET`, `${FAKE_CLIENT_ID} ${FAKE_CLIENT_SECRET}`];

describe('a client that takes the place of another', () => {
  it('is read whole or not at all, whenever somebody looks', async () => {
    const services = await given();
    const seen = new Set<string | undefined>();
    const watched = throughHook(services, async (call) => {
      const result = await call();
      seen.add(await clientOf(services));
      return result;
    });

    await answerTask(watched, TASK, ANSWER);

    expect([...seen]).toEqual([WHOLE[0], undefined, WHOLE[1]]);
  });

  it('leaves nothing of the former one', async () => {
    const services = await given();

    await answerTask(services, TASK, ANSWER);

    expect(Object.keys(services.parameters.all()).filter((name) => name.includes('/lwa/'))).toEqual([
      PATHS.lwa.clientId,
      PATHS.lwa.clientSecret,
      PATHS.lwa.secretDates,
      PATHS.lwa.applicationId,
    ]);
    expect(services.parameters.json(PATHS.lwa.secretDates)).toEqual({
      createdAt: '2027-01-01T00:00:00.000Z',
      expiresAt: '2027-06-30T00:00:00.000Z',
      dated: 'here',
    });
  });

  it.each([...Array(30).keys()])('is whole or missing where its storing dies at call %i', async (nth) => {
    const services = await given();
    await answerTask(dyingServices(services, nth + 1, 'after'), TASK, ANSWER).catch((error) => {
      if (!(error instanceof Crash)) throw error;
    });

    expect([...WHOLE, undefined]).toContain(await clientOf(services));

    services.clock.advance(90_000);
    await answerTask(services, TASK, ANSWER);
    expect(await clientOf(services)).toBe(WHOLE[1]);
  });

  it('waits for a client secret that comes by the queue at this moment', async () => {
    const services = await given();
    await takeTurn(services, { appName: APP, turn: 'client-secret', holder: 'message', untilMs: 90_000 });
    const before = services.parameters.lasting();

    expect(await errorOf(answerTask(services, TASK, ANSWER))).toBeInstanceOf(ApplicationBusy);

    expect(services.parameters.lasting()).toEqual(before);
  });

  it('changes the mark by which a check knows a mixture', async () => {
    const services = await given();
    const read = async () => JSON.stringify(await services.parameters.get(markPaths(PATHS)));
    const marks = new Set<string>();
    const watched = throughHook(services, async (call) => {
      const result = await call();
      marks.add(await read());
      return result;
    });

    await answerTask(watched, TASK, ANSWER);

    expect(marks.size).toBe(3);
  });
});
