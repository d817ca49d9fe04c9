import { describe, expect, it } from '@jest/globals';
import type { WaitingTask } from '#shared/domain/human-task.ts';
import { closeTask, sendAnswer, whyNotWaiting } from '#shared/tasks/close-task.ts';
import { listTasks, storeTask } from '#shared/tasks/task-store.ts';
import { aTask, NEWER_TOKEN, OTHER_EXECUTION, TOKEN } from '../../../support/a-task.ts';
import { fakeClock } from '../../../support/fakes/clock.ts';
import { fakeServices } from '../../../support/fakes/services.ts';
import { APP, PATHS } from '../../../support/subjects.ts';

const TASK = aTask('request-data-access', { rejections: 1, reason: 'r' });

async function answer(stored: WaitingTask | undefined, { ended = true } = {}) {
  const services = fakeServices();
  if (stored) await storeTask(services, stored);
  if (ended) services.taskTokens.end(TOKEN);
  const reply = await sendAnswer(services, TASK, (token) => services.taskTokens.succeed(token, {}));
  const tried = services.taskTokens.calls.map(({ args: [token] }) =>
    (token as { reveal(): string }).reveal(),
  );
  return { reply, tried };
}

describe('an answer', () => {
  it('goes with the token in hand while that one waits', async () => {
    const sent = await answer({ ...TASK, token: NEWER_TOKEN }, { ended: false });

    expect(sent).toEqual({ reply: 'accepted', tried: [TOKEN] });
  });

  it('goes with the newer token of the same execution and round', async () => {
    const sent = await answer({ ...TASK, token: NEWER_TOKEN });

    expect(sent).toEqual({ reply: 'accepted', tried: [TOKEN, NEWER_TOKEN] });
  });

  it.each<[string, WaitingTask | undefined]>([
    ['another execution', { ...TASK, token: NEWER_TOKEN, execution: OTHER_EXECUTION }],
    ['the next round', { ...TASK, token: NEWER_TOKEN, rejections: 2 }],
    ['the same token', TASK],
    ['nothing stored', undefined],
  ])('goes nowhere else: %s', async (_, stored) => {
    const sent = await answer(stored);

    expect(sent).toEqual({ reply: 'no-longer-waiting', tried: [TOKEN] });
  });
});

describe('a task that no longer waits', () => {
  it.each<[string, Partial<WaitingTask>, number]>([
    ['is forgotten', {}, 0],
    ['is forgotten with the token of a reminder', { token: NEWER_TOKEN }, 0],
    ['of another execution stays', { execution: OTHER_EXECUTION }, 1],
    ['of the next round stays', { rejections: 2 }, 1],
  ])('%s', async (_, changes, left) => {
    const services = fakeServices();
    await storeTask(services, { ...TASK, ...changes });

    await closeTask(services, TASK, 'done');

    expect(await listTasks(services, APP)).toHaveLength(left);
  });

  it('that was sent back to the person stays, since its next round is stored under the same name', async () => {
    const services = fakeServices();
    await storeTask(services, TASK);

    await closeTask(services, TASK, 'rejected');

    expect(await listTasks(services, APP)).toHaveLength(1);
    expect(services.parameters.json(PATHS.outcome('request-data-access'))).toMatchObject({
      outcome: 'rejected',
      round: 1,
    });
  });

  it('is closed although neither the note nor the removal worked: the execution has its answer', async () => {
    const services = fakeServices();
    services.parameters.failNext('put', new Error('throttled'));
    services.parameters.failNext('getSecrets', new Error('throttled'));

    expect(await closeTask(services, TASK, 'done')).toBeUndefined();
  });

  it.each([
    ['2027-01-14T23:59:59.999Z', 'it has ended, or the task was answered already.'],
    ['2027-01-15T00:00:00.000Z', 'it waited until 2027-01-15T00:00:00.000Z.'],
  ])('at %s says why: %s', (now, why) => {
    const said = whyNotWaiting({ clock: fakeClock(now) }, TASK);

    expect(said).toBe(`The execution no longer waits for this task: ${why}`);
  });
});
