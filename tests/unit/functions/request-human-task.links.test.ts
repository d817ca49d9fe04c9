import { describe, expect, it } from '@jest/globals';
import { findTaskLink, hashOf } from '#shared/tasks/task-link.ts';
import { findTask } from '#shared/tasks/task-store.ts';
import { requestHumanTask } from '../../../functions/request-human-task/request-human-task.ts';
import type { Input } from '../../../functions/request-human-task/schema.ts';
import { dyingServices } from '../../support/crash.ts';
import { methodsOf } from '../../support/fakes/controls.ts';
import { fakeServices } from '../../support/fakes/services.ts';
import { linkPaths } from '../../support/installation.ts';
import {
  APP,
  anAuthorization,
  EXECUTION,
  EXECUTION_LINK,
  errorOf,
  stepContext,
} from '../../support/subjects.ts';

const DAY = 86_400;
const TOKEN = 'FAKE_TASK_TOKEN';
const COMMON = { appName: APP, marketplace: 'US', sellingPartner: 'seller' as const, sandbox: false };
const FIRST = { reminder: 0, seconds: DAY, waitedSeconds: 0, leftSeconds: 14 * DAY };
const SECOND_REMINDER = { reminder: 2, seconds: 4 * DAY, waitedSeconds: 3 * DAY, leftSeconds: 11 * DAY };
const LAST = { reminder: 3, seconds: 7 * DAY, waitedSeconds: 7 * DAY, leftSeconds: 7 * DAY };

const authorize = (wait: Input['wait']): Input => ({
  kind: 'self-authorize',
  ...COMMON,
  authorization: anAuthorization(),
  taskToken: TOKEN,
  wait,
});
const DATA_ACCESS: Input = { kind: 'request-data-access', ...COMMON, taskToken: TOKEN, wait: FIRST };
const REGISTER: Input = { ...DATA_ACCESS, kind: 'register-application' };
const REJECTED: Input = { ...DATA_ACCESS, rejections: 2, reason: 'no privacy policy' };

/** Asks, and tells what the person reads and where its link leads. */
async function ask(input: Input, services = fakeServices()) {
  const output = await requestHumanTask(services, input, stepContext('SelfAuthorize'));
  const message = services.topic.messages.at(-1);
  const id = /https:\/\/pages\.example\/(\S+)$/m.exec(message?.body ?? '')?.[1] ?? '';
  return { output, message, id, link: await findTaskLink(services, id), services };
}

describe('without task pages', () => {
  it('a person gets a message without a link, no link is stored, and the task waits', async () => {
    const services = { ...fakeServices(), pageUrl: undefined };

    await requestHumanTask(services, authorize(FIRST), stepContext('SelfAuthorize'));

    expect(services.topic.messages.map(({ body }) => body.match(/https:\S+/g))).toEqual([[EXECUTION_LINK]]);
    expect(Object.keys(services.parameters.all())).toEqual([`/sp-api/${APP}/tasks/self-authorize-us`]);
  });
});

describe('the message', () => {
  const commands = [
    `Without the page: spapi task show ${APP}/self-authorize-us`,
    `When you have done it: spapi task complete ${APP}/self-authorize-us`,
    `To end the execution instead: spapi task reject ${APP}/self-authorize-us --reason "..."`,
  ];
  const page = (id: string) =>
    `Open this page. It says what to do; enter the result there: https://pages.example/${id}`;

  it('of the first round says what waits, where and how long', async () => {
    const { message, id } = await ask(authorize(FIRST));

    expect(message).toEqual({
      appName: APP,
      subject: `[${APP}] SelfAuthorize waits for you: Authorize the application (account us)`,
      body: [
        `${APP}, account us: authorize the application at Amazon. Setup waits for this. No call fails because of it.`,
        'Runbook: spapi runbook "SelfAuthorize waits for you" (or search docs/runbook.md of sp-api-private-app for these words)',
        'Needs: Amazon login of the primary user.',
        page(id),
        'The link works until 2027-01-03 00:00 UTC; the next reminder brings a new one. Anyone with this link can answer: give it only to the person who does this at Amazon.',
        ...commands,
        'If nobody answers by 2027-01-15 00:00 UTC, the execution fails.',
        `Execution: ${EXECUTION_LINK}`,
      ].join('\n'),
    });
  });

  it('of a later round is a reminder, which says since when it waits', async () => {
    const { message, id } = await ask(authorize(SECOND_REMINDER));

    expect(message).toEqual({
      appName: APP,
      subject: `[${APP}] Reminder 2: SelfAuthorize waits for you: Authorize the application (account us)`,
      body: [
        `${APP}, account us: authorize the application at Amazon. Setup waits for this. No call fails because of it. Waiting since 2026-12-29 00:00 UTC.`,
        'Runbook: spapi runbook "SelfAuthorize waits for you" (or search docs/runbook.md of sp-api-private-app for these words)',
        'Needs: Amazon login of the primary user.',
        page(id),
        'The link works until 2027-01-06 00:00 UTC; the next reminder brings a new one. Anyone with this link can answer: give it only to the person who does this at Amazon.',
        ...commands,
        'If nobody answers by 2027-01-12 00:00 UTC, the execution fails.',
        `Execution: ${EXECUTION_LINK}`,
      ].join('\n'),
    });
  });

  it("gives Amazon's reason in its third line when the profile was rejected", async () => {
    const { message } = await ask(REJECTED);

    expect(message?.body.split('\n')[2]).toBe('Amazon rejected it 2 times; last reason: no privacy policy');
  });

  it.each<[string, Input, number]>([
    ['data access', DATA_ACCESS, 10],
    ['data access that was rejected', REJECTED, 11],
    ['data access that was rejected, in a reminder', { ...REJECTED, wait: LAST }, 11],
    ['a registration', REGISTER, 10],
    ['an authorization', authorize(FIRST), 10],
    ['an authorization, in a reminder', authorize(LAST), 10],
  ])('has at most eleven lines for %s', async (_, input, lines) => {
    const { message } = await ask(input);

    expect(lines).toBeLessThanOrEqual(11);
    expect(message?.body.split('\n')).toHaveLength(lines);
  });

  it.each([DATA_ACCESS, REJECTED, REGISTER, authorize(FIRST), authorize(LAST)])(
    'holds no task token: $kind',
    async (input) => {
      const { services } = await ask(input);

      expect(JSON.stringify(services.topic.messages)).not.toContain(TOKEN);
    },
  );
});

describe('the link', () => {
  it('opens this task of this execution', async () => {
    const { link } = await ask(authorize(FIRST));

    expect(link).toEqual({
      appName: APP,
      task: 'self-authorize-us',
      execution: EXECUTION,
      expiresAt: '2027-01-03T00:00:00.000Z',
    });
  });

  it('is stored by the hash of its id only', async () => {
    const { id, link, services } = await ask(authorize(FIRST));

    const stored = services.parameters.all();
    expect(id).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(services.parameters.json(linkPaths.link(hashOf(id)))).toEqual(link);
    expect(JSON.stringify(stored)).not.toContain(id);
  });

  it.each([
    ['first', FIRST, '2027-01-03T00:00:00.000Z'],
    ['second reminder', SECOND_REMINDER, '2027-01-06T00:00:00.000Z'],
  ])('outlives the round of the %s by a day', async (_, wait, expiresAt) => {
    const { link } = await ask(authorize(wait));

    expect(link?.expiresAt).toBe(expiresAt);
  });

  it('ends with the task in the last round', async () => {
    const { link, services } = await ask(authorize(LAST));

    const task = await findTask(services, APP, 'self-authorize-us');
    expect([link?.expiresAt, task?.expiresAt]).toEqual(Array(2).fill('2027-01-08T00:00:00.000Z'));
  });

  it('of an earlier round still leads to the task after a reminder', async () => {
    const first = await ask(authorize(FIRST));
    first.services.clock.advance(DAY * 1000);

    const second = await ask(authorize({ ...SECOND_REMINDER, reminder: 1 }), first.services);

    expect(second.id).not.toBe(first.id);
    expect(await findTaskLink(first.services, first.id)).toEqual(first.link);
  });

  it('is not made when what is asked for is known and valid', async () => {
    const services = fakeServices();
    services.parameters.seed(APP, { [`/sp-api/${APP}/developer-profile`]: 'approved' });

    await requestHumanTask(services, DATA_ACCESS, stepContext('RequestDataAccess'));

    expect(methodsOf(services.parameters)).not.toContain('put');
  });

  it('is not sent when it could not be stored', async () => {
    const services = fakeServices();
    const unavailable = new Error('throttled');
    const { put } = services.parameters;
    services.parameters.put = (appName, name, value) =>
      name.startsWith(linkPaths.root) ? Promise.reject(unavailable) : put(appName, name, value);

    const error = await errorOf(ask(authorize(FIRST), services));

    expect(error).toBe(unavailable);
    expect(services.topic.messages).toEqual([]);
  });
});

describe('a reminder', () => {
  it('keeps since when and until when the task waits', async () => {
    const services = fakeServices();
    await ask(authorize(FIRST), services);
    services.clock.advance(3 * DAY * 1000);

    await ask(authorize(SECOND_REMINDER), services);

    expect(await findTask(services, APP, 'self-authorize-us')).toMatchObject({
      requestedAt: '2027-01-01T00:00:00.000Z',
      expiresAt: '2027-01-15T00:00:00.000Z',
    });
  });

  it('gives the task its new token', async () => {
    const { services } = await ask(authorize(FIRST));

    await ask({ ...authorize(SECOND_REMINDER), taskToken: 'FAKE_NEW_TOKEN' }, services);

    expect((await findTask(services, APP, 'self-authorize-us'))?.token).toBe('FAKE_NEW_TOKEN');
  });
});

describe('asking a person', () => {
  it.each([0, 200])('costs two writes beside what it reads, whatever links there are: %d', async (count) => {
    const services = fakeServices();
    const links = Array.from({ length: count }, (_, i) => [linkPaths.link(`old-${i}`), '{}']);
    services.parameters.seed('other-app', Object.fromEntries(links));

    await ask(authorize(FIRST), services);

    const found = 'get';
    expect(methodsOf(services.parameters)).toEqual(['getSecrets', 'put', 'put', found]);
  });
});

describe('a worker that dies', () => {
  /** One that died at a call, and the next try, which has a token of its own. */
  async function askTwice(nth: number, when: 'before' | 'after') {
    const services = fakeServices();
    const attempt = (needs: typeof services, taskToken: string) =>
      requestHumanTask(needs, { ...authorize(FIRST), taskToken }, stepContext('SelfAuthorize'));
    await attempt(dyingServices(services, nth, when), 'FAKE_FIRST_TOKEN').catch(() => undefined);
    await attempt(services, 'FAKE_SECOND_TOKEN');
    const ids = services.topic.messages.map(
      ({ body }) => /https:\/\/pages\.example\/(\S+)$/m.exec(body)?.[1],
    );
    const links = await Promise.all(ids.map((id = '') => findTaskLink(services, id)));
    const task = await findTask(services, APP, 'self-authorize-us');
    return { opened: links.map((link) => link?.task), token: task?.token };
  }
  const opening = (count: number) => ({
    opened: Array(count).fill('self-authorize-us'),
    token: 'FAKE_SECOND_TOKEN',
  });

  it.each([1, 2, 3, 4])(
    'before its message, at call %d, is repeated, and people get one message',
    async (nth) => {
      expect(await askTwice(nth, 'before')).toEqual(opening(1));
      if (nth < 4) expect(await askTwice(nth, 'after')).toEqual(opening(1));
    },
  );

  it('after its message, which is its last call, leaves two links to the same task', async () => {
    expect(await askTwice(4, 'after')).toEqual(opening(2));
    expect(await askTwice(5, 'before')).toEqual(opening(2));
  });
});
