import { describe, expect, it } from '@jest/globals';
import { findTaskLink } from '#shared/tasks/task-link.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import { aTask, OTHER_EXECUTION } from '../../../support/a-task.ts';
import { ANSWERS, aWaitingTask, type Seen, titleOf, visit } from '../../../support/pages/visitor.ts';
import {
  APP,
  anApplication,
  anAuthorization,
  aVendorAuthorization,
  EXECUTION,
  PATHS,
} from '../../../support/subjects.ts';

const hrefs = ({ root }: Seen) =>
  root.querySelectorAll('main a').map(({ attributes }) => attributes.href ?? '');
const US = aTask('self-authorize');
const VENDOR = aTask('self-authorize', { authorization: aVendorAuthorization() });

/** Somebody who has registered the application of two accounts in the browser. */
async function registered() {
  const visitor = await aWaitingTask('register-application');
  const { parameters } = visitor.services;
  const application = anApplication({ authorizations: [anAuthorization(), aVendorAuthorization()] });
  parameters.seed(APP, { [PATHS.config]: JSON.stringify(application) });
  await visitor.open();
  await visitor.send({ action: 'complete', ...ANSWERS['register-application'] });
  return visitor;
}

/** How many parts of the page look again by themselves, so many seconds after the last look. */
const looksAfter =
  ({ services, open }: Awaited<ReturnType<typeof registered>>) =>
  async (seconds: number) => {
    services.clock.advance(seconds * 1000);
    return (await open()).root.querySelectorAll('[data-reload]').length;
  };

describe('the page of a task that was answered', () => {
  it('looks again by itself until the next task waits, for three minutes', async () => {
    const looks = looksAfter(await registered());

    expect([await looks(0), await looks(179), await looks(1)]).toEqual([1, 1, 0]);
  });

  it('looks for the tasks of other accounts for half a minute', async () => {
    const visitor = await registered();
    await storeTask(visitor.services, US);
    const looks = looksAfter(visitor);

    expect([await looks(0), await looks(29), await looks(1)]).toEqual([1, 1, 0]);
  });

  it('says that the tasks of other accounts follow, until all wait or half a minute is over', async () => {
    const { services, open } = await registered();
    const says = async () => (await open()).text.includes('tasks of your other accounts appear here');
    await storeTask(services, US);
    const one = await says();
    await storeTask(services, VENDOR);
    const both = await says();
    await services.parameters.delete([PATHS.task('self-authorize-vendor-de')]);
    services.clock.advance(30_000);

    expect([one, both, await says()]).toEqual([true, false, false]);
  });

  it('leads the person who answered to each task that waits then, and each page opens', async () => {
    const { services, open } = await registered();
    await storeTask(services, US);
    await storeTask(services, VENDOR);

    const [us = '', vendor = ''] = hrefs(await open());

    expect(titleOf(await visit(services, US, us).open())).toBe(
      'Step 6: Authorize the application: account us',
    );
    expect(titleOf(await visit(services, VENDOR, vendor).open())).toBe(
      'Step 6: Authorize the application: account vendor-de',
    );
  });

  it('gives the same links however often it is shown, and stores them once a day at most', async () => {
    const { services, open } = await registered();
    await storeTask(services, US);
    const first = hrefs(await open());
    const writes = () => services.parameters.calls.filter(({ method }) => method === 'put').length;
    const before = writes();

    const second = hrefs(await open());
    const [again, expiresAt] = [writes(), (await findTaskLink(services, first[0] ?? ''))?.expiresAt];

    expect([second, again, expiresAt]).toEqual([first, before, '2027-01-08T00:00:00.000Z']);
  });

  it('gives no link to whoever only has the address, and names the task', async () => {
    const { services, task, id } = await registered();
    await storeTask(services, US);

    const page = await visit(services, task, id).open();

    expect(hrefs(page)).toEqual([`${id}/progress`]);
    expect(page.text).toContain(
      'Step 6: Authorize the application: account us. The message about it has its link.',
    );
  });

  it('makes no link for whoever has given the task up', async () => {
    const visitor = await aWaitingTask('register-application');
    await visitor.open();
    await visitor.send({ action: 'give-up', reason: 'no account' });
    await storeTask(visitor.services, aTask('request-data-access'));
    const before = Object.keys(visitor.services.parameters.all());

    const page = await visitor.open();

    expect(titleOf(page)).toBe('This was given up');
    expect(Object.keys(visitor.services.parameters.all())).toEqual(before);
  });

  it('leads neither to a removal nor to a task of another application', async () => {
    const { services, id, open } = await registered();
    await storeTask(services, aTask('confirm-removal'));
    await storeTask(services, aTask('request-data-access', { appName: 'acme-other' }));

    expect(hrefs(await open())).toEqual(['', `${id}/progress`]);
  });

  it('leads to a task that another execution of the application asks', async () => {
    const { services, open } = await registered();
    await storeTask(services, aTask('register-queue', { execution: OTHER_EXECUTION }));

    const [next = ''] = hrefs(await open());

    expect(await findTaskLink(services, next)).toMatchObject({
      task: 'register-queue',
      execution: OTHER_EXECUTION,
    });
  });

  it.each([
    ['ready', 'The application has worked since'],
    ['failed', 'TestAssumeRole failed: RoleNotReady'],
  ])('says that the execution has ended since: %s', async (state, words) => {
    const { services, open } = await registered();
    const ended = (since: string) =>
      services.parameters.seed(APP, {
        [PATHS.status]: JSON.stringify({
          state,
          since,
          step: 'TestAssumeRole',
          error: 'RoleNotReady',
          execution: EXECUTION,
        }),
      });

    ended('2026-12-31T23:59:59.000Z');
    const earlier = await open();
    ended('2027-01-01T00:00:09.000Z');
    const since = await open();

    expect([earlier.text.includes(words), since.text.includes(words)]).toEqual([false, true]);
  });
});
