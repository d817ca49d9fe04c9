import { describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { createHealthLink, HealthLink, withdrawHealthLinks } from '#shared/health/health-link.ts';
import { storeTask } from '#shared/tasks/task-store.ts';
import { handleTask } from '../../../functions/handle-task/handle-task.ts';
import { removeExpired } from '../../../functions/remove-expired/remove-expired.ts';
import { sendHealthLink } from '../../../functions/send-health-link/send-health-link.ts';
import { showHealth } from '../../../functions/show-health/show-health.ts';
import { aTask, TOKEN } from '../../support/a-task.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { type FakeServices, fakeServices } from '../../support/fakes/services.ts';
import { pathsOf } from '../../support/installation.ts';
import { unsafeIn } from '../../support/pages/views.ts';
import { aLink, aWaitingTask, titleOf, traces, visit } from '../../support/pages/visitor.ts';
import { APP, PATHS, seedAuthorization } from '../../support/subjects.ts';

const DAY_MS = 86_400_000;
const AT = '2027-01-01T00:00:00.000Z';
const CAUSE = {
  check: 'CheckClient',
  error: 'ClientSecretRejected',
  what: 'W.',
  remedy: 'Rotate <b>it</b>.',
};

/** Two applications: one in trouble, one where a task waits; with all secrets that an application has. */
async function installed(): Promise<FakeServices> {
  const services = fakeServices();
  seedAuthorization(services.parameters);
  const authorizations = [{ name: 'us' }];
  services.parameters.seed(APP, {
    [PATHS.config]: '{"notificationEmail":"person@example.com"}',
    [PATHS.status]: JSON.stringify({ state: 'ready', since: AT, execution: 'arn:aws:states:x' }),
    [PATHS.summary]: JSON.stringify({ execution: 'arn:aws:states:x', authorizations }),
    [PATHS.health]: JSON.stringify({
      ...{ state: 'bad', since: AT, checkedAt: AT, causes: [CAUSE], toldDays: {} },
      expiries: [{ name: 'authorization us', at: '2027-12-01T00:00:00.000Z' }],
    }),
    [PATHS.healthHistory]: JSON.stringify({
      until: '2027-01-01',
      days: 'gg0',
      failures: ['CheckClient: ClientSecretRejected'],
    }),
    [PATHS.lwa.secretDates]: JSON.stringify({ expiresAt: '2027-01-15T00:00:00.000Z' }),
  });
  await storeTask(services, { ...aTask('request-data-access'), appName: 'other-app' });
  return services;
}

/** A browser with a link to the health page. */
async function opened(services: FakeServices, days?: number) {
  const { pageUrl } = services;
  const { url } = await createHealthLink(services, { pageUrl, ...(days && { days }) });
  const id = url.slice(pageUrl.length);
  return visit(services, aTask('request-data-access'), id);
}

describe('the health page', () => {
  it('shows every application with days left, the last check, 90 days and who has to act, the troubled first', async () => {
    const { request } = await opened(await installed());

    const page = await request();

    expect([page.status, titleOf(page), page.cookies]).toEqual([
      200,
      'Health of the applications',
      undefined,
    ]);
    expect(page.root.querySelectorAll('h2').map(({ textContent }) => textContent)).toEqual([
      ...['Who has to act', APP, 'other-app', 'What is due when'],
    ]);
    expect(page.root.querySelectorAll('section li').map(({ textContent }) => textContent.trim())).toEqual([
      `${APP}: the primary user of the developer account. CheckClient: ClientSecretRejected. Rotate <b>it</b>.`,
      'other-app: the primary user of the developer account. Request data access. The message about this task has its link.',
      'CheckClient: ClientSecretRejected. Rotate <b>it</b>.',
      '1 Jan 2027: CheckClient: ClientSecretRejected',
      `15 Jan 2027 (in 14 days), ${APP}: The client secret expires on 15 Jan 2027. The stack replaces it before that, if its queue is registered at Amazon.`,
      `1 Dec 2027 (in 334 days), ${APP}: Amazon asks for a new authorization by 1 Dec 2027. A task asks a person 35 days before.`,
    ]);
    const [, first, second] = page.root.querySelectorAll('section').map(({ textContent }) => textContent);
    expect(first).toContain('Last check: something fails, 2027-01-01 00:00 UTC.');
    expect(second).toContain('Not checked yet.');
    expect(page.root.querySelectorAll('tr').map(({ textContent }) => textContent.trim())).toEqual([
      'client secret14 days left (15 Jan 2027), replaced automatically',
      'authorization us334 days left (1 Dec 2027)',
    ]);
    expect(page.root.querySelector('svg[role=img]')?.getAttribute('aria-label')).toBe(
      'Good on 2 days, failed on 1 day (last 1 Jan 2027), not checked on 87 days.',
    );
  });

  it('holds no secret, token, ARN, address or link of a task, no form, and nothing that runs', async () => {
    const services = await installed();
    const { request, id } = await opened(services);

    const { root, text } = await request();

    expect(text.replace(/<(script|style)>.*?<\/\1>/gs, '')).not.toMatch(/FAKE_|arn:|@example\.com/);
    expect(text).not.toContain(TOKEN);
    expect(unsafeIn(root)).toEqual([]);
    expect(root.querySelectorAll('form, input, button')).toEqual([]);
    expect(root.querySelectorAll('main a').map(({ attributes }) => attributes.href)).toEqual([
      `${id}/due-dates.ics`,
    ]);
  });

  it('changes nothing', async () => {
    const services = await installed();
    const { request } = await opened(services);
    const before = traces(services);

    await request();

    expect(traces(services)).toEqual(before);
  });

  it('says that nobody has to act, and that there is no application', async () => {
    const { request } = await opened(fakeServices());
    const services = fakeServices();
    services.parameters.seed(APP, { [PATHS.summary]: '{"authorizations":[]}' });
    const other = await opened(services);

    expect((await request()).root.querySelector('h2')?.textContent).toBe('No application yet');
    expect((await other.request()).root.querySelector('h2')?.textContent).toBe('Nobody has to act');
  });

  it('has its due dates as a calendar file', async () => {
    const { request, id } = await opened(await installed());

    const file = await request({ path: [id, 'due-dates.ics'] });

    expect([file.status, file.headers]).toEqual([
      200,
      {
        'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
        'content-disposition': 'attachment; filename="sp-api-due-dates.ics"',
      },
    ]);
    const events = new ICAL.Component(ICAL.parse(String(file.body))).getAllSubcomponents('vevent');
    expect(events.map((one) => one.getFirstPropertyValue('summary'))).toEqual([
      `${APP}: client secret is due`,
      `${APP}: authorization us is due`,
    ]);
  });

  it('of 250 applications stays small enough for Lambda', async () => {
    const services = await installed();
    for (let i = 0; i < 250; i++) {
      const at = pathsOf(`app-${i}`);
      services.parameters.seed(`app-${i}`, {
        [at.summary]: '{"authorizations":[]}',
        [at.healthHistory]: JSON.stringify({ until: '2027-01-01', days: 'gb'.repeat(45), failures: [] }),
      });
    }
    const { request } = await opened(services);

    const { text } = await request();

    expect(text.length).toBeLessThan(5_000_000);
    expect(text).toContain('And 52 more.');
  });
});

describe('a link to the health page', () => {
  it('is stored by the hash of its id, works for 14 days, and then says that it has expired', async () => {
    const services = await installed();
    const { request, id } = await opened(services);
    const stored = Object.entries(services.parameters.all()).filter(([name]) => name.includes('/_links/'));
    services.clock.advance(14 * DAY_MS - 1);
    const last = await request();
    services.clock.advance(1);
    const [over, file] = [await request(), await request({ path: [id, 'due-dates.ics'] })];

    expect(JSON.stringify(stored)).not.toContain(id);
    expect(stored.map(([, { value }]) => HealthLink.safeParse(JSON.parse(value)).data)).toEqual([
      { opens: 'health', expiresAt: '2027-01-15T00:00:00.000Z' },
    ]);
    expect([last.status, over.status, file.status]).toEqual([200, 410, 410]);
    expect(titleOf(over)).toBe('This link has expired');
    expect(over.text).toContain('status --link');
  });

  it('works no more once all are withdrawn; links of tasks work on', async () => {
    const services = await installed();
    const { request } = await opened(services);
    const task = { ...aTask('request-data-access'), appName: 'other-app' };
    const ofTask = visit(services, task, await aLink(services, task));

    expect(await withdrawHealthLinks(services)).toBe(1);
    expect(await withdrawHealthLinks(services)).toBe(0);
    expect([(await request()).status, (await ofTask.request()).status]).toEqual([404, 200]);
  });

  it('is deleted by the daily check 30 days after it expired', async () => {
    const services = await installed();
    await opened(services, 1);
    services.clock.advance(31 * DAY_MS);
    const before = await removeExpired(services, {});
    services.clock.advance(1);

    expect([before, await removeExpired(services, {})]).toEqual([{ removed: 0 }, { removed: 1 }]);
  });

  it('opens nothing else: neither a task, nor its progress, nor a post', async () => {
    const services = await installed();
    const { request, id } = await opened(services);
    const form = new URLSearchParams({ action: 'complete' });

    const answers = [
      await request({ path: [id, 'progress'] }),
      await request({ path: [id, 'due-dates.ics', 'x'] }),
      await request({ method: 'POST', form }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 405]);
    for (const ask of ['show', 'progress'] as const)
      expect(await handleTask(services, { ask, id })).toEqual({ reply: 'closed' });
    expect(await handleTask(services, { ask: 'submit', id, form: {} })).toEqual({ reply: 'closed' });
  });

  it('is no link of a task: with one the private function reads nothing', async () => {
    const { services, id } = await aWaitingTask('self-authorize');
    const before = methodsOf(services.parameters).length;

    expect(await showHealth(services, { id })).toEqual({ reply: 'closed' });
    expect(await showHealth(services, { id: 'x' })).toEqual({ reply: 'closed' });
    expect(methodsOf(services.parameters).slice(before)).toEqual(['get']);
  });

  it('is cheap to refuse: what cannot be a link is not looked up, and an unknown one once', async () => {
    const services = await installed();
    const { request } = await opened(services);
    const before = methodsOf(services.parameters).length;

    await request({ path: ['x'] });
    await request({ path: ['x'.repeat(44)] });
    const cheap = methodsOf(services.parameters).slice(before);
    await request({ path: ['x'.repeat(43)] });

    expect(cheap).toEqual([]);
    expect(methodsOf(services.parameters).slice(before)).toEqual(['get']);
  });
});

describe('the regular message', () => {
  it('says who has to act, and brings a fresh link that works', async () => {
    const services = await installed();

    expect(await sendHealthLink(services)).toEqual({ sent: true });

    const [message] = services.topic.messages;
    const [, id = ''] = message?.body.match(/https:\/\/pages\.example\/(\S+)/) ?? [];
    const { request } = visit(services, aTask('request-data-access'), id);
    expect(message).toMatchObject({
      appName: 'all-applications',
      subject: '[all-applications] Health: 2 of 2 applications wait for someone',
    });
    expect(message?.body.split('\n')).toHaveLength(7);
    expect(message?.body).toContain(`${APP}: primary user of the developer account: CheckClient`);
    expect((await request()).status).toBe(200);
  });

  it('is not sent where there is no application, and makes no link then', async () => {
    const services = fakeServices();

    expect(await sendHealthLink(services)).toEqual({ sent: false });
    expect([services.topic.messages, services.parameters.all()]).toEqual([[], {}]);
  });

  it('names four applications and counts the others', async () => {
    const services = fakeServices();
    for (let i = 0; i < 6; i++)
      services.parameters.seed(`app-${i}`, {
        [pathsOf(`app-${i}`).status]: JSON.stringify({ state: 'failed', since: AT, step: 'S', error: 'E' }),
      });

    await sendHealthLink(services);

    const lines = services.topic.messages[0]?.body.split('\n') ?? [];
    expect(lines.length).toBeLessThanOrEqual(10);
    expect(lines[6]).toBe('And 2 more.');
  });
});
