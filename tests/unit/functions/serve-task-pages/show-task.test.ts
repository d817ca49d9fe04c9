import { describe, expect, it } from '@jest/globals';
import type { HTMLElement } from 'node-html-parser';
import { AMAZON_PAGES } from '#shared/domain/amazon-pages.ts';
import { TASK_KINDS } from '#shared/domain/human-task.ts';
import { recordOutcome } from '#shared/tasks/task-outcome.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import { csrfCookie, csrfToken } from '../../../../functions/serve-task-pages/csrf.ts';
import { OTHER_EXECUTION, TOKEN } from '../../../support/a-task.ts';
import { ANSWERS, aLink, aWaitingTask, titleOf, traces, visit } from '../../../support/pages/visitor.ts';
import { APP, anApplication, PATHS } from '../../../support/subjects.ts';

const TITLES = {
  'request-data-access': 'Step 2: Request data access',
  'register-application': 'Step 5: Register the application',
  'self-authorize': 'Step 6: Authorize the application: account us',
  'register-queue': 'Register the queue for client secrets',
  'confirm-removal': 'Confirm the removal',
};

describe.each(TASK_KINDS)('the page of a waiting %s', (kind) => {
  it('is shown with a form, a token and a cookie, and changes nothing', async () => {
    const { services, id, open } = await aWaitingTask(kind);
    const before = traces(services);

    const page = await open();

    expect([page.status, titleOf(page)]).toEqual([200, TITLES[kind]]);
    expect(page.root.querySelector('input[name=csrf]')?.getAttribute('value')).toBe(csrfToken(id));
    expect(page.cookies).toEqual([csrfCookie(id)]);
    expect(traces(services)).toEqual(before);
  });

  it('holds neither the task token nor the execution', async () => {
    const { task, open } = await aWaitingTask(kind);

    const { text } = await open();

    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain(task.execution);
  });

  it('answers HEAD like GET', async () => {
    const { open, request } = await aWaitingTask(kind);
    const { status, cookies } = await open();

    const head = await request({ method: 'HEAD' });

    expect([head.status, head.cookies]).toEqual([status, cookies]);
  });
});

describe('the steps on top of a page', () => {
  const stepsOf = ({ root }: { root: HTMLElement }) =>
    root.querySelectorAll('.stepper li').map(({ classNames }) => classNames.replace('step-', ''));

  it('show the IAM steps of the application while its review waits', async () => {
    const { services, open } = await aWaitingTask('request-data-access');
    const before = stepsOf(await open());
    services.parameters.seed(APP, { [PATHS.iam.assumeRoleTest]: '{}' });
    const tested = stepsOf(await open());
    const none = anApplication({ iam: { mode: 'none' } });
    services.parameters.seed(APP, { [PATHS.config]: JSON.stringify(none) });

    expect([before.slice(0, 5), tested.slice(0, 5), stepsOf(await open()).slice(0, 5)]).toEqual([
      ['done', 'current', 'later', 'later', 'later'],
      ['done', 'current', 'done', 'done', 'later'],
      ['done', 'current', 'skipped', 'skipped', 'later'],
    ]);
  });

  it.each(['register-queue', 'confirm-removal'] as const)('are left out where %s waits', async (kind) => {
    const { open } = await aWaitingTask(kind);

    expect(stepsOf(await open())).toEqual([]);
  });
});

describe('the cookie of a link', () => {
  it('is sent over HTTPS only, to this host only, to no script and from no other site', async () => {
    const { open } = await aWaitingTask('self-authorize');

    const { cookies } = await open();

    expect(cookies).toEqual([
      expect.stringMatching(
        /^__Host-task-[0-9a-f]{12}=[0-9a-f]{64}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
      ),
    ]);
  });

  it('differs from that of another link, in name and value, and holds no id', async () => {
    const { services, task, id } = await aWaitingTask('self-authorize');
    const other = await aLink(services, task);

    const [one, two] = [csrfCookie(id), csrfCookie(other)].map((cookie) => cookie.split(/[=;]/));

    expect([one?.[0] === two?.[0], one?.[1] === two?.[1]]).toEqual([false, false]);
    expect(csrfCookie(id)).not.toContain(id);
  });
});

describe('the page of a profile', () => {
  it('says when it was submitted', async () => {
    const { services, task, open } = await aWaitingTask('request-data-access');
    await recordOutcome(services, task, 'submitted');

    const page = await open();

    expect(page.root.querySelector('section.good h2')?.textContent).toBe('Submitted on 2027-01-01 00:00 UTC');
  });

  it('says that of the newest round only', async () => {
    const { services, task, open } = await aWaitingTask('request-data-access');
    await recordOutcome(services, task, 'submitted');
    await storeTask(services, { ...task, rejections: 1, reason: 'no policy' });

    const page = await open();

    expect(page.root.querySelector('section.good')).toBeNull();
    expect(page.root.querySelector('section.attention h2')?.textContent).toBe('Rejected once');
  });
});

describe('the page of what was answered', () => {
  it.each([
    ['done', 'This is done'],
    ['given-up', 'This was given up'],
    ['rejected', 'Rejection saved'],
  ] as const)('says when: %s', async (outcome, title) => {
    const { services, task, open } = await aWaitingTask('request-data-access');
    services.clock.advance(3_600_000);
    await recordOutcome(services, task, outcome);

    const page = await open();

    expect([page.status, titleOf(page)]).toEqual([200, title]);
    expect(page.text).toContain('2027-01-01 01:00 UTC');
    expect(page.root.querySelectorAll('form')).toEqual([]);
    expect(page.cookies).toBeUndefined();
  });

  it.each(['done', 'given-up'] as const)('is not that of another execution: %s', async (outcome) => {
    const { services, task, open } = await aWaitingTask('request-data-access');
    await recordOutcome(services, { ...task, execution: OTHER_EXECUTION }, outcome);

    const page = await open();

    expect(titleOf(page)).toBe('Step 2: Request data access');
  });

  it('stays after the next task waits', async () => {
    const { services, open, send } = await aWaitingTask('register-application');
    await open();
    await send({ action: 'complete', ...ANSWERS['register-application'] });
    services.clock.advance(60_000);

    const page = await open();

    expect(titleOf(page)).toBe('This is done');
    expect(page.text).toContain('on 2027-01-01 00:00 UTC');
  });
});

describe('the page of the progress', () => {
  it.each(['GET', 'HEAD'])('shows the whole tutorial, and leads back: %s', async (method) => {
    const { services, id, request } = await aWaitingTask('self-authorize');
    services.parameters.seed(APP, { [PATHS.config]: JSON.stringify(anApplication()) });

    const page = await request({ method, path: [id, 'progress'] });

    expect([page.status, titleOf(page), page.cookies]).toEqual([200, 'Setup progress', undefined]);
    expect(page.root.querySelectorAll('main .steps li').length).toBe(12);
    expect(page.root.querySelectorAll('main a').map(({ attributes }) => attributes.href)).toEqual([
      AMAZON_PAGES.tutorial.url,
      '',
      `../${id}`,
    ]);
  });

  it('shows no secret, no token and no ARN', async () => {
    const { services, id, request } = await aWaitingTask('self-authorize');
    services.parameters.seed(APP, {
      [PATHS.config]: JSON.stringify(anApplication()),
      [PATHS.iam.userArn]: 'arn:aws:iam::111122223333:user/x',
    });

    const { text } = await request({ path: [id, 'progress'] });

    expect(text).not.toMatch(/FAKE_|arn:/);
  });

  it('is there after the task was answered', async () => {
    const { services, task, id, request } = await aWaitingTask('self-authorize');
    await recordOutcome(services, task, 'done');

    const page = await request({ path: [id, 'progress'] });

    expect(page.status).toBe(200);
  });
});

describe('two links to one task', () => {
  it('show the same task, each with a token of its own', async () => {
    const { services, task, open } = await aWaitingTask('self-authorize');
    const other = visit(services, task, await aLink(services, task));

    const [one, two] = [await open(), await other.open()];

    expect([titleOf(one), titleOf(two)]).toEqual([TITLES['self-authorize'], TITLES['self-authorize']]);
    expect(one.cookies).not.toEqual(two.cookies);
  });
});
