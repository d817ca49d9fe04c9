import { describe, expect, it } from '@jest/globals';
import type { PageRequest } from '#shared/lambda/define-page.ts';
import { csrfCookie, csrfToken } from '../../../../functions/serve-task-pages/csrf.ts';
import {
  ANSWERS,
  aLink,
  alertOf,
  aWaitingTask,
  type Seen,
  titleOf,
  traces,
  type Visitor,
} from '../../../support/pages/visitor.ts';

const cookieOf = (id: string) => {
  const [name = '', value = ''] = csrfCookie(id).split(/[=;]/);
  return { [name]: value };
};
const [NAME, VALUE] = [(id: string) => Object.keys(cookieOf(id))[0] ?? '', csrfToken];

type Forge = (visitor: Visitor) => Promise<{ csrf?: string; changes?: Partial<PageRequest> }>;
const FORGERIES: [string, Forge][] = [
  ['no cookie', async () => ({ changes: { cookies: {} } })],
  ['an empty cookie', async ({ id }) => ({ changes: { cookies: { [NAME(id)]: '' } } })],
  ['a wrong cookie', async ({ id }) => ({ changes: { cookies: { [NAME(id)]: 'f'.repeat(64) } } })],
  ['a cookie of another name', async ({ id }) => ({ changes: { cookies: { 'task-': VALUE(id) } } })],
  [
    'the cookie of another link',
    async ({ services, task }) => ({ changes: { cookies: cookieOf(await aLink(services, task)) } }),
  ],
  ['no token', async () => ({ csrf: '' })],
  ['a wrong token', async () => ({ csrf: 'f'.repeat(64) })],
  ['a token that is too long', async ({ id }) => ({ csrf: `${csrfToken(id)}0` })],
  ['a token of other letters', async () => ({ csrf: 'ü'.repeat(32) })],
  [
    'the token of another link',
    async ({ services, task }) => ({ csrf: csrfToken(await aLink(services, task)) }),
  ],
  ['the word of the browser that another site sent it', async () => ({ changes: { sameOrigin: false } })],
];

/** The page of the task with a fresh cookie and the reason, and nothing of what was sent. */
function expectShownAgain(page: Seen, reason: string): void {
  expect(titleOf(page)).toBe('Step 6: Authorize the application: account us');
  expect(alertOf(page)).toMatch(/^Not accepted, and nothing was stored/);
  expect(alertOf(page)).toContain(reason);
  expect(page.cookies).toEqual([expect.stringMatching(/^__Host-task-/)]);
  expect(page.text).not.toContain(ANSWERS['self-authorize'].refreshToken);
}

describe.each(['complete', 'give-up', 'submitted', 'reject', 'check'])('a post of %s', (action) => {
  it.each(FORGERIES)('with %s is refused, and nothing is done', async (_, forge) => {
    const visitor = await aWaitingTask('self-authorize');
    await visitor.open();
    const { csrf, changes } = await forge(visitor);
    const before = traces(visitor.services);

    const page = await visitor.send(
      { ...ANSWERS['self-authorize'], action, reason: 'r', ...(csrf !== undefined && { csrf }) },
      changes,
    );

    expect(page.status).toBe(403);
    if (action === 'check') expect([page.text, page.cookies]).toEqual(['[object Object]', undefined]);
    else expectShownAgain(page, 'This was not sent by this page');
    expect(traces(visitor.services)).toEqual(before);
  });
});

describe('a post without a field', () => {
  it('is refused', async () => {
    const { id, open, request } = await aWaitingTask('self-authorize');
    await open();

    const page = await request({ method: 'POST' });

    expect([page.status, page.headers]).toEqual([303, { location: `${id}?said=not-ours` }]);
  });
});

describe('a post of an action that no form has', () => {
  it.each(['', 'unknown', 'constructor', 'toString', 'hasOwnProperty', '__proto__'])(
    'is not served: %j',
    async (action) => {
      const { services, open, send } = await aWaitingTask('self-authorize');
      await open();
      const before = traces(services);

      const page = await send({ ...ANSWERS['self-authorize'], action });

      expect(page.status).toBe(400);
      expectShownAgain(page, 'This page has no such button');
      expect(traces(services)).toEqual(before);
    },
  );
});
