import { describe, expect, it } from '@jest/globals';
import { TASK_KINDS } from '#shared/domain/human-task.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import { NEWER_TOKEN, TOKEN } from '../../../support/a-task.ts';
import {
  alertOf,
  aWaitingTask,
  type Seen,
  titleOf,
  traces,
  type Visitor,
} from '../../../support/pages/visitor.ts';
import { EXECUTION, PATHS } from '../../../support/subjects.ts';

const REASON = 'Amazon asks for the <retention> policy';
const OUTCOME = { at: '2027-01-01T00:00:00.000Z', execution: EXECUTION };
const reasonIn = ({ root }: Seen) => root.querySelector('#reason')?.textContent;

/** The services, with an execution that asks again after some pauses. */
function askingAgain({ services, task }: Visitor, afterPauses: number) {
  const guard = {
    ...services.guard,
    pause: async (ms: number) => {
      await services.guard.pause(ms);
      if (services.guard.pauses.length < afterPauses) return;
      await storeTask(services, { ...task, token: NEWER_TOKEN, rejections: 1, reason: REASON });
    },
  };
  return { ...services, guard };
}

describe('a rejected profile', () => {
  const reject = { action: 'reject', reason: REASON };

  it('goes back to the execution with its reason, and the page waits until it is asked again', async () => {
    const visitor = await aWaitingTask('request-data-access');
    await visitor.open();

    const reply = await visitor.send(reject, {}, askingAgain(visitor, 3));

    const output = { status: 'rejected', parameters: [], rejections: 1, reason: REASON };
    expect([reply.status, reply.headers]).toEqual([303, { location: visitor.id }]);
    expect(visitor.services.taskTokens.answers).toEqual([{ token: TOKEN, output }]);
    expect(visitor.services.guard.pauses).toEqual([300, 300, 300]);
  });

  it('is then shown with reason and counter, by the same link', async () => {
    const visitor = await aWaitingTask('request-data-access');
    await visitor.open();
    await visitor.send(reject, {}, askingAgain(visitor, 1));

    const page = await visitor.open();

    expect(page.root.querySelector('section.attention h2')?.textContent).toBe('Rejected once');
    expect(page.root.querySelector('section.attention q')?.textContent).toBe(REASON);
    expect(page.root.querySelector('input[name=round]')?.getAttribute('value')).toBe('1');
  });

  it('can be rejected again, and is approved at last', async () => {
    const visitor = await aWaitingTask('request-data-access');
    const { services } = visitor;
    await visitor.open();
    await visitor.send(reject, {}, askingAgain(visitor, 1));
    await visitor.open();

    const { status } = await visitor.send({ action: 'complete', confirmed: 'yes' });

    expect(status).toBe(303);
    expect(services.taskTokens.answers.map(({ token }) => token)).toEqual([TOKEN, NEWER_TOKEN]);
    expect(services.parameters.json(PATHS.outcome('request-data-access'))).toMatchObject({
      ...OUTCOME,
      outcome: 'done',
      round: 1,
    });
  });

  it('is not waited for longer than six seconds; then the page says that it is kept', async () => {
    const { services, open, send } = await aWaitingTask('request-data-access');
    await open();

    const { status } = await send(reject);

    const page = await open();
    expect([status, titleOf(page)]).toEqual([303, 'Rejection saved']);
    expect(services.guard.pauses).toEqual(Array.from({ length: 20 }, () => 300));
  });

  it('that is not asked for again within a minute leaves a page that stops looking', async () => {
    const { services, open, send } = await aWaitingTask('request-data-access');
    await open();
    await send(reject);
    const looks = async () => (await open()).root.querySelectorAll('[data-reload]').length;

    services.clock.advance(59_999);
    const before = await looks();
    services.clock.advance(1);

    expect([before, await looks()]).toEqual([1, 0]);
  });

  it('is not rejected twice by a second click', async () => {
    const visitor = await aWaitingTask('request-data-access');
    await visitor.open();
    await visitor.send(reject, {}, askingAgain(visitor, 1));

    const { status, headers } = await visitor.send(reject);

    expect([status, headers]).toEqual([303, { location: visitor.id }]);
    expect(visitor.services.taskTokens.answers).toHaveLength(1);
  });

  it('is not rejected for another reason once it is asked for again, and says who has rejected it', async () => {
    const visitor = await aWaitingTask('request-data-access');
    await visitor.open();
    await visitor.send(reject, {}, askingAgain(visitor, 1));

    const page = await visitor.send({ ...reject, reason: 'another reason' });

    expect(page.status).toBe(409);
    expect(page.text).toContain('This task was rejected on 2027-01-01 00:00 UTC by the test.');
    expect(visitor.services.taskTokens.answers).toHaveLength(1);
  });

  it('can be rejected in the next round for the same reason', async () => {
    const visitor = await aWaitingTask('request-data-access');
    await visitor.open();
    await visitor.send(reject, {}, askingAgain(visitor, 1));
    await visitor.open();

    const { status } = await visitor.send(reject);

    expect(status).toBe(303);
    expect(visitor.services.taskTokens.answers.map(({ token }) => token)).toEqual([TOKEN, NEWER_TOKEN]);
  });

  it.each([
    ['nothing', ' \n', 'reason: is missing'],
    ['too much', 'é'.repeat(501), 'reason: is too long'],
  ])('needs a reason that can be kept: %s', async (_, reason, problem) => {
    const { services, open, send } = await aWaitingTask('request-data-access');
    await open();
    const before = traces(services);

    const page = await send({ action: 'reject', reason });

    expect(page.status).toBe(422);
    expect(alertOf(page)).toContain(problem);
    expect(reasonIn(page)?.trim()).toBe(reason.trim());
    expect(traces(services)).toEqual(before);
  });
});

describe.each(TASK_KINDS)('giving up %s', (kind) => {
  it('ends the execution with the reason, and says when', async () => {
    const { services, open, send } = await aWaitingTask(kind);
    await open();

    const { status } = await send({ action: 'give-up', reason: 'The account is closed' });

    const page = await open();
    expect([status, titleOf(page)]).toEqual([303, 'This was given up']);
    expect(page.text).toContain('on <strong>2027-01-01 00:00 UTC</strong>');
    expect(services.taskTokens.answers).toEqual([
      { token: TOKEN, error: 'TaskRejected', cause: expect.stringContaining('The account is closed') },
    ]);
    expect(services.guard.pauses).toEqual([]);
  });

  it('needs a reason', async () => {
    const { services, open, send } = await aWaitingTask(kind);
    await open();

    const page = await send({ action: 'give-up', reason: '' });

    expect(page.status).toBe(422);
    expect(alertOf(page)).toContain('reason: is missing');
    expect(services.taskTokens.calls).toEqual([]);
  });

  it('keeps a reason that is too long where it was typed', async () => {
    const { open, send } = await aWaitingTask(kind);
    await open();
    const reason = 'é'.repeat(501);

    const page = await send({ action: 'give-up', reason });

    const typed = page.root.querySelectorAll('textarea').filter(({ textContent }) => textContent === reason);
    expect(typed.map(({ id }) => id)).toEqual(['give-up-reason']);
  });
});

describe('a profile that was submitted', () => {
  it('still waits, and the page says when it was submitted', async () => {
    const { services, id, open, send } = await aWaitingTask('request-data-access');
    await open();

    const reply = await send({ action: 'submitted' });

    const page = await open();
    expect([reply.status, reply.headers]).toEqual([303, { location: id }]);
    expect(page.root.querySelector('section.good h2')?.textContent).toBe('Submitted on 2027-01-01 00:00 UTC');
    expect(services.taskTokens.calls).toEqual([]);
    expect(services.parameters.json(PATHS.outcome('request-data-access'))).toMatchObject({
      ...OUTCOME,
      outcome: 'submitted',
      round: 0,
    });
  });

  it('can be approved', async () => {
    const { services, open, send } = await aWaitingTask('request-data-access');
    await open();
    await send({ action: 'submitted' });

    const { status } = await send({ action: 'complete' });

    expect(status).toBe(303);
    expect(services.taskTokens.answers).toHaveLength(1);
  });
});
