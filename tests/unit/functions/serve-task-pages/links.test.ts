import { describe, expect, it } from '@jest/globals';
import { hashOf } from '#shared/tasks/task-link.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import { aTask, OTHER_EXECUTION } from '../../../support/a-task.ts';
import { linkPaths } from '../../../support/installation.ts';
import { aLink, aWaitingTask, titleOf, traces, visit } from '../../../support/pages/visitor.ts';
import { APP } from '../../../support/subjects.ts';

const DAY_MS = 86_400_000;

describe('a link that is not known', () => {
  const UNKNOWN = [404, 'This link does not work', undefined];

  it('is looked up once, and slowed down', async () => {
    const { services, request } = await aWaitingTask('self-authorize');
    const before = services.parameters.calls.length;

    const page = await request({ path: ['A'.repeat(43)] });

    expect([page.status, titleOf(page), page.cookies]).toEqual(UNKNOWN);
    expect(page.text).not.toContain(APP);
    expect(services.guard.misses()).toBe(1);
    expect(services.parameters.calls.slice(before).map(({ method }) => method)).toEqual(['get']);
  });

  it.each([['favicon.ico'], [''], ['..'], ['A'.repeat(42)], ['A'.repeat(44)], ['A'.repeat(100_000)]])(
    'and cannot be one is answered alike, at once and without a look-up: %.50s',
    async (id) => {
      const { services, request } = await aWaitingTask('self-authorize');
      const before = services.parameters.calls.length;

      const page = await request({ path: [id] });

      expect([page.status, titleOf(page), page.cookies]).toEqual(UNKNOWN);
      expect(services.guard.misses()).toBe(0);
      expect(services.guard.pauses).toEqual([]);
      expect(services.parameters.calls).toHaveLength(before);
    },
  );

  it('is one whose stored text was damaged', async () => {
    const { services, id, open } = await aWaitingTask('self-authorize');
    services.parameters.seed(APP, { [linkPaths.link(hashOf(id))]: '{}' });

    const page = await open();

    expect(page.status).toBe(404);
  });

  it('stores and asks nothing when something is posted to it', async () => {
    const { services, request, send, open } = await aWaitingTask('self-authorize');
    await open();
    const before = traces(services);

    const page = await send({ action: 'complete' }, { path: ['A'.repeat(43)] });

    expect([page.status, page.headers]).toEqual([303, { location: 'A'.repeat(43) }]);
    expect(traces(services)).toEqual(before);
    expect((await request()).status).toBe(200);
  });
});

describe('a link that has expired', () => {
  it.each(['GET', 'HEAD'])('says so, and until when it worked: %s', async (method) => {
    const { services, request } = await aWaitingTask('self-authorize');
    services.clock.advance(DAY_MS);
    const before = traces(services);

    const page = await request({ method });

    expect([page.status, titleOf(page)]).toEqual([410, 'This link has expired']);
    expect(page.text).toContain('It worked until <strong>2027-01-02 00:00 UTC</strong>.');
    expect(page.cookies).toBeUndefined();
    expect(traces(services)).toEqual(before);
    expect(services.guard.misses()).toBe(0);
  });

  it('does nothing that is posted to it, and leads to what it says', async () => {
    const { services, id, open, send } = await aWaitingTask('self-authorize');
    await open();
    services.clock.advance(DAY_MS);
    const before = traces(services);

    const page = await send({ action: 'complete', refreshToken: 'Atzr|FAKE_REFRESH_TOKEN' });

    expect([page.status, page.headers]).toEqual([303, { location: id }]);
    expect((await open()).status).toBe(410);
    expect(traces(services)).toEqual(before);
  });

  it('shows no progress', async () => {
    const { services, id, request } = await aWaitingTask('self-authorize');
    services.clock.advance(DAY_MS);

    const page = await request({ path: [id, 'progress'] });

    expect(page.status).toBe(410);
  });
});

describe('a link opens no other task', () => {
  it('of another execution', async () => {
    const { services, task, open } = await aWaitingTask('self-authorize');
    await storeTask(services, { ...task, execution: OTHER_EXECUTION });

    const page = await open();

    expect([page.status, titleOf(page)]).toEqual([200, 'This task has ended']);
    expect(page.root.querySelectorAll('form')).toEqual([]);
    expect(page.cookies).toBeUndefined();
  });

  it('of the same execution', async () => {
    const { services, open } = await aWaitingTask('register-application');
    const other = aTask('self-authorize');
    const otherVisitor = visit(services, other, await aLink(services, other));

    const page = await otherVisitor.open();

    expect(titleOf(page)).toBe('This task has ended');
    expect(titleOf(await open())).toBe('Step 5: Register the application');
  });

  it('even with a form of its own', async () => {
    const { services, task, open, send } = await aWaitingTask('self-authorize');
    await open();
    await storeTask(services, { ...task, execution: OTHER_EXECUTION });
    const before = traces(services);

    const page = await send({ action: 'complete', refreshToken: 'Atzr|FAKE_REFRESH_TOKEN' });

    expect([page.status, titleOf(page)]).toEqual([409, 'This was answered already']);
    expect(traces(services)).toEqual(before);
  });
});

describe('a task that waits no more', () => {
  it('ends together with its link', async () => {
    const { services, open } = await aWaitingTask('self-authorize', {
      expiresAt: '2027-01-01T12:00:00.000Z',
    });
    const link = await open();
    services.clock.advance(DAY_MS / 2 - 1);
    const before = await open();
    services.clock.advance(1);

    const after = await open();

    expect([link.status, before.status, after.status]).toEqual([200, 200, 410]);
  });

  it('is over when it is no longer stored', async () => {
    const { services, open } = await aWaitingTask('self-authorize');
    await services.parameters.delete(
      Object.keys(services.parameters.all()).filter((name) => name.includes('/tasks/')),
    );

    const page = await open();

    expect([page.status, titleOf(page)]).toEqual([200, 'This task has ended']);
    expect(page.root.querySelector('main a')?.getAttribute('href')).toMatch(/^[\w-]{43}\/progress$/);
  });
});

describe('a way of asking that no page serves', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'get'])('is refused: %s', async (method) => {
    const { services, request } = await aWaitingTask('self-authorize');
    const before = services.parameters.calls.length;

    const page = await request({ method });

    expect([page.status, page.headers]).toEqual([405, { allow: 'GET, HEAD, POST' }]);
    expect(services.parameters.calls).toHaveLength(before);
  });

  it.each([
    ['GET', 'settings'],
    ['GET', ''],
    ['POST', 'progress'],
    ['GET', 'progress/more'],
  ])('is not there: %s %s', async (method, path) => {
    const { id, request } = await aWaitingTask('self-authorize');

    const page = await request({ method, path: [id, ...path.split('/')] });

    expect([page.status, titleOf(page)]).toEqual([404, 'There is no such page']);
  });
});
